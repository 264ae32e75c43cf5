import type { FastifyInstance } from 'fastify';
import { validationError } from '../hubspot-error.js';
import { objectJson } from './object-json.js';
import type { ObjectScope } from './object-scope.js';
import { type SearchRequest, searchRecords } from './search.js';
import { OPERATORS } from './search-filter.js';

interface SearchBody extends SearchRequest {
  properties: string[];
  limit: number;
  after: string;
}

/** No search reaches past its first 10,000 matches. */
const CEILING = 10_000;

const strings = { type: 'array', items: { type: 'string' } };

const searchBody = {
  type: 'object',
  properties: {
    query: { type: 'string' },
    limit: { type: 'integer', minimum: 1, default: 10 },
    after: { type: 'string', pattern: '^\\d*$', default: '' },
    properties: { ...strings, default: [] },
    sorts: { type: 'array', default: [], items: { anyOf: [sortSchema(), { type: 'string' }] } },
    filterGroups: {
      type: 'array',
      default: [],
      items: {
        type: 'object',
        required: ['filters'],
        properties: {
          filters: {
            type: 'array',
            items: {
              type: 'object',
              required: ['propertyName', 'operator'],
              properties: {
                propertyName: { type: 'string' },
                operator: { enum: OPERATORS },
                value: { type: 'string' },
                highValue: { type: 'string' },
                values: strings,
              },
            },
          },
        },
      },
    },
  },
};

/** `search`: pages of a filter's matches; `after` counts matches. */
export function searchRoutes(scope: FastifyInstance, objects: ObjectScope): void {
  scope.post<{ Body: SearchBody }>(`${objects.path}/search`, { schema: { body: searchBody } }, async (request) => {
    const { body } = request;
    const { limit, properties } = body;
    const start = Number(body.after || '0');
    if (limit > 200) throw validationError(`limit must be 200 or less, but was ${limit}`);
    if (start >= CEILING) {
      throw validationError(
        `There was a problem with the request: paging ends at ${CEILING} results, after was ${start}`,
      );
    }
    const found = searchRecords(objects.table(request), objects.definition, body);
    const end = Math.min(start + limit, CEILING);
    return {
      total: found.length,
      results: found.slice(start, end).map((record) => objectJson(objects.definition, record, properties)),
      ...(end < found.length ? { paging: { next: { after: String(end) } } } : {}),
    };
  });
}

function sortSchema(): object {
  return {
    type: 'object',
    required: ['propertyName'],
    properties: {
      propertyName: { type: 'string' },
      direction: { enum: ['ASCENDING', 'DESCENDING'] },
    },
  };
}
