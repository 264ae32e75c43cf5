import type { FastifyInstance, FastifyRequest } from 'fastify';
import { validationError } from '../hubspot-error.js';
import { objectJson } from './object-json.js';
import { type ObjectScope, requireObject } from './object-scope.js';

interface ListQuery {
  limit: number;
  after: string;
  properties: string[];
  archived: boolean;
}

const properties = { type: 'array', items: { type: 'string' }, default: [] };

const listQuery = {
  type: 'object',
  properties: {
    limit: { type: 'integer', minimum: 1, default: 10 },
    after: { type: 'string', default: '0' },
    properties,
    archived: { type: 'boolean', default: false },
  },
};

const singleQuery = { type: 'object', properties: { idProperty: { type: 'string' }, properties } };

/** Lists and single reads. */
export function readRoutes(scope: FastifyInstance, objects: ObjectScope): void {
  scope.get<{ Querystring: ListQuery }>(objects.path, { schema: { querystring: listQuery } }, async (request) => {
    refuseAssociations(request.query);
    const { limit, archived } = request.query;
    if (limit > 100) throw validationError(`limit must be 100 or less, but was ${limit}`);
    const from = cursor(request.query.after);
    const { records, next } = objects.table(request).page({ from, limit, archived });
    const names = split(request.query.properties);
    return {
      results: records.map((record) => objectJson(objects.definition, record, names)),
      ...(next === null ? {} : { paging: { next: { after: String(next), link: nextLink(request, next) } } }),
    };
  });

  scope.get<{ Params: { id: string }; Querystring: { idProperty?: string; properties: string[] } }>(
    `${objects.path}/:id`,
    { schema: { querystring: singleQuery } },
    async (request) => {
      refuseAssociations(request.query);
      const { idProperty } = request.query;
      const record = requireObject(objects, objects.table(request), request.params.id, idProperty);
      return objectJson(objects.definition, record, split(request.query.properties));
    },
  );
}

/** HubSpot would answer them along; leaving them out in silence would look like records without neighbours. */
function refuseAssociations(query: object): void {
  if ('associations' in query) {
    throw validationError('associations: this sandbox tells them by the batch read of associations alone');
  }
}

function cursor(after: string): number {
  if (!/^\d+$/.test(after)) throw validationError(`after is not a paging cursor: ${after}`);
  return Number(after);
}

/** Names come comma-separated, repeated, or both. */
function split(names: readonly string[]): string[] {
  return names.flatMap((list) => list.split(',')).filter(Boolean);
}

function nextLink(request: FastifyRequest, next: number): string {
  const url = new URL(request.url, `${request.protocol}://${request.host}`);
  url.searchParams.set('after', String(next));
  return url.href;
}
