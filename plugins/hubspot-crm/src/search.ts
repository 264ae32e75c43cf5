import type { Call } from '@selvedge/connector-api';
import type { z } from 'zod';
import { searchAnswer } from './wire.js';

/** Most results of one search over all its pages; the page beyond is an error. */
export const SEARCH_CEILING = 10_000;
/** Most results in one page of a search. */
export const SEARCH_PAGE = 200;

export type Filter =
  | { propertyName: string; operator: 'EQ' | 'GTE' | 'LT'; value: string }
  | { propertyName: string; operator: 'IN'; values: readonly string[] };

export interface Search {
  /** Path of the objects, e.g. `/crm/v3/objects/contacts`. */
  objects: string;
  properties: readonly string[];
  /** All must hold. */
  filters?: readonly Filter[];
  query?: string;
  limit: number;
  after: string | null;
}

/** One page of a search, ordered by id so that pages neither overlap nor miss while records change. */
export async function search(call: Call, what: Search): Promise<z.infer<typeof searchAnswer>> {
  const { objects, properties, filters, query, limit, after } = what;
  const { body } = await call.fetch({
    method: 'POST',
    path: `${objects}/search`,
    json: {
      properties,
      limit,
      sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
      ...(filters === undefined ? {} : { filterGroups: [{ filters }] }),
      ...(query === undefined ? {} : { query }),
      ...(after === null ? {} : { after }),
    },
    idempotent: true,
    answer: searchAnswer,
  });
  return body;
}
