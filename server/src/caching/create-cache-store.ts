import type { RedisLink } from '../redis/index.js';
import type { CacheMetrics } from '../telemetry/index.js';
import { inProcessStore } from './in-process-store.js';
import { createMarks } from './marks.js';
import { redisStore } from './redis-store.js';
import type { CacheStore } from './store.js';

export interface CacheStoreOptions {
  /** Most entries of the in-process store; the least recently used go first. */
  maxEntries: number;
  /** Most bytes of the in-process store, about. */
  maxBytes: number;
  /** A Redis shared by several gateways; null: in process. */
  redis: RedisLink | null;
  metrics: CacheMetrics;
  /** Epoch milliseconds. */
  now: () => number;
}

export function createCacheStore({ maxEntries, maxBytes, redis, metrics, now }: CacheStoreOptions): CacheStore {
  const marks = createMarks(maxEntries);
  if (redis !== null) return redisStore(redis, { ownMarks: marks, maxWaitingMarks: maxEntries, now });
  const store = inProcessStore({ maxEntries, maxBytes, marks });
  metrics.watchCache(store.size);
  return store;
}
