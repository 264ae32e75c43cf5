import type { FastifyInstance } from 'fastify';
import type { ContactList } from '../contact-lists.js';
import { validationError } from '../hubspot-error.js';
import { isoOf } from './object-json.js';

interface ListSearch {
  query: string;
  listIds?: string[];
  objectTypeId: string;
  offset: number;
  count: number;
  additionalProperties: string[];
}

const strings = { type: 'array', items: { type: 'string' } };

const searchBody = {
  type: 'object',
  properties: {
    query: { type: 'string', default: '' },
    listIds: strings,
    processingTypes: strings,
    objectTypeId: { type: 'string', default: '0-1' },
    offset: { type: 'integer', minimum: 0, default: 0 },
    count: { type: 'integer', minimum: 1, default: 20 },
    additionalProperties: { ...strings, default: [] },
  },
};

/** `search` of lists by name; the empty name matches all. All lists here are of contacts. */
export function listRoutes(scope: FastifyInstance, path: string, lists: readonly ContactList[]): void {
  scope.post<{ Body: ListSearch }>(`${path}/search`, { schema: { body: searchBody } }, async ({ body }) => {
    const { query, listIds, objectTypeId, offset, count, additionalProperties } = body;
    if (count > 500) throw validationError(`count must be 500 or less, but was ${count}`);
    const found = lists.filter(
      ({ id, name }) =>
        objectTypeId === '0-1' &&
        name.toLowerCase().includes(query.toLowerCase()) &&
        (listIds === undefined || listIds.includes(String(id))),
    );
    const page = found.slice(offset, offset + count);
    return {
      offset: offset + page.length,
      hasMore: offset + page.length < found.length,
      total: found.length,
      lists: page.map((list) => listJson(list, additionalProperties)),
    };
  });
}

function listJson(list: ContactList, wanted: readonly string[]): object {
  const known: Readonly<Record<string, string>> = { hs_list_size: String(list.size), hs_list_reference_count: '0' };
  return {
    listId: String(list.id),
    listVersion: 1,
    name: list.name,
    objectTypeId: '0-1',
    processingType: 'DYNAMIC',
    processingStatus: 'COMPLETE',
    createdAt: isoOf(list.createdAt),
    updatedAt: isoOf(list.updatedAt),
    additionalProperties: Object.fromEntries(
      Object.entries(known).filter(([name]) => name === 'hs_list_size' || wanted.includes(name)),
    ),
  };
}
