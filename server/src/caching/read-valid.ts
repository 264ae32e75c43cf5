import type { Origin } from '../ports/index.js';
import { type CacheScope, tagKey } from './cache-key.js';
import type { Entry } from './entry.js';
import type { CacheStore } from './store.js';

/** What the store has under a key. */
export interface Found<O> {
  /** Left out where there is none, a write has made it untrue, or that cannot be known. */
  entry?: Entry<O>;
  /** When the entry that is there was fetched, be it true or not, epoch milliseconds; 0 for none. */
  seen: number;
}

/** What the store has under each key. */
export async function readValid<O>(
  store: CacheStore,
  scope: CacheScope,
  keys: readonly string[],
): Promise<readonly Found<O>[]> {
  const entries = await store.getMany<O>(keys);
  const untrue = await overwritten(
    store,
    scope,
    entries.map((entry) => entry?.origin),
  );
  return entries.map((entry, index) => {
    if (entry === undefined) return { seen: 0 };
    const seen = entry.origin.fetchedAt;
    return untrue === null || untrue[index] ? { seen } : { entry, seen };
  });
}

/** Which of these a write has made untrue since; null when the store cannot say. */
export async function overwritten(
  store: CacheStore,
  scope: CacheScope,
  origins: readonly (Origin | undefined)[],
): Promise<readonly boolean[] | null> {
  const tags = [...new Set(origins.flatMap((origin) => origin?.tags ?? []))];
  if (tags.length === 0) return origins.map(() => false);
  const marks = await store.markedAt(tags.map((tag) => tagKey(scope, tag)));
  if (marks === null) return null;
  const writtenAt = new Map(tags.map((tag, index) => [tag, marks[index] ?? 0]));
  return origins.map((origin) => origin?.tags.some((tag) => (writtenAt.get(tag) ?? 0) >= origin.fetchedAt) ?? false);
}
