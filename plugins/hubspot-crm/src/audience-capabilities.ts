import { alignToKeys, type Call, type Connector, oneByOne } from '@selvedge/connector-api';
import type { AudienceRecord } from '@selvedge/schema';
import type { z } from 'zod';
import type { Paths } from './paths.js';
import { instantOf, textOf } from './values.js';
import { type List, listSearch } from './wire.js';

/** HubSpot's id of the object type contact: lists of companies or deals are no audiences. */
const CONTACTS = '0-1';
/** Most lists in one page. */
const LIST_PAGE = 500;

/** Lists of contacts (HubSpot also calls them segments), the same for all majors but the first. */
export const audienceCapabilities = (paths: Paths) =>
  ({
    'audience.byId': {
      maxBatch: 100,
      run: async (ids, call) => {
        const listIds = [...new Set(ids)].filter((id) => /^\d+$/.test(id));
        if (listIds.length === 0) return ids.map(() => null);
        const { lists } = await searchLists(call, paths, { listIds, offset: 0, count: listIds.length });
        return alignToKeys(ids, lists.map(audienceOf), ({ id }) => id);
      },
    },
    'audience.page': {
      maxBatch: 1,
      run: oneByOne(async ({ first, after, query = '' }, call) => {
        const page = { query, offset: Number(after ?? 0), count: Math.min(first, LIST_PAGE) };
        const { lists, hasMore, offset } = await searchLists(call, paths, page);
        return { items: lists.map(audienceOf), next: hasMore ? String(offset) : null };
      }),
    },
  }) satisfies Connector['capabilities'];

type ListSearch = { offset: number; count: number } & ({ query: string } | { listIds: readonly string[] });

async function searchLists(call: Call, paths: Paths, search: ListSearch): Promise<z.infer<typeof listSearch>> {
  const { body } = await call.fetch({
    method: 'POST',
    path: `${paths.lists}/search`,
    json: { ...search, objectTypeId: CONTACTS, additionalProperties: ['hs_list_size'] },
    idempotent: true,
    answer: listSearch,
  });
  return body;
}

function audienceOf({ listId, name, createdAt, updatedAt, additionalProperties }: List): AudienceRecord {
  const size = Number(textOf(additionalProperties?.hs_list_size) ?? Number.NaN);
  return {
    kind: 'Audience',
    id: listId,
    name: textOf(name),
    memberCount: Number.isInteger(size) && size >= 0 ? size : null,
    createdAt: instantOf(createdAt),
    updatedAt: instantOf(updatedAt),
  };
}
