import { type Batch, type Call, oneByOne } from '@selvedge/connector-api';

/** What one request for a collection gave, by id. `complete`: there is nothing beyond it. */
export interface Collection<R> {
  byId: ReadonlyMap<string, R>;
  complete: boolean;
}

/** Most ids of one batch; the collection request costs the same for two and for all of these. */
export const LARGEST_BATCH = 100;

/**
 * A batch of ids, where Mailchimp has no look-up of many: one id is one read; more are one request for the collection
 * itself, so that a page of results never costs a request for each. What lies beyond the largest collection request
 * is read one by one.
 */
export function listOrRead<R>(
  read: (id: string, call: Call) => Promise<R | null>,
  list: (call: Call) => Promise<Collection<R>>,
): Batch<string, R> {
  return async (ids, call) => {
    if (new Set(ids).size === 1) return oneByOne(read)(ids, call);
    const { byId, complete } = await list(call);
    return oneByOne(async (id: string) => byId.get(id) ?? (complete ? null : read(id, call)))(ids, call);
  };
}
