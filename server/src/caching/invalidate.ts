import { type CacheScope, tagKey } from './cache-key.js';
import type { CacheStore } from './store.js';

/** Drops every answer of the connection that speaks of these entities, whichever version gave it. */
export async function invalidate(
  store: CacheStore,
  scope: Pick<CacheScope, 'connector' | 'connection'>,
  tags: readonly string[],
  now: number,
): Promise<void> {
  if (tags.length === 0) return;
  await store.mark(
    tags.map((tag) => tagKey(scope, tag)),
    now,
  );
}
