import type { RedisLink } from '../redis/index.js';
import type { CacheMetrics } from '../telemetry/index.js';
import { inProcessStore } from './in-process-store.js';
import { createMarks } from './marks.js';
import type { CacheStore } from './store.js';

/** News of what was written, among processes that have a cache each. */
export interface MarkNews {
  /** Resolves when the others know, or cannot be told. */
  tell(keys: readonly string[], at: number): Promise<void>;
  hear(listener: (keys: readonly string[], at: number) => void): void;
}

export interface CacheStoreOptions {
  /** Most entries of the in-process store; the least recently used go first. */
  maxEntries: number;
  /** Most bytes of the in-process store, about. */
  maxBytes: number;
  /** A Redis shared by several gateways; null: in process. */
  redis: RedisLink | null;
  /** Other processes with caches of their own that must know of writes here; default: there are none. */
  siblings?: MarkNews | null;
  metrics: CacheMetrics;
  /** Epoch milliseconds. */
  now: () => number;
}

/** What speaks to Redis is loaded only where there is one. */
export async function createCacheStore(options: CacheStoreOptions): Promise<CacheStore> {
  const { maxEntries, maxBytes, redis, siblings = null, metrics, now } = options;
  const marks = createMarks(maxEntries);
  if (redis !== null) {
    const { redisStore } = await import('./redis-store.js');
    return redisStore(redis, { ownMarks: marks, maxWaitingMarks: maxEntries, now });
  }
  const store = inProcessStore({ maxEntries, maxBytes, marks });
  metrics.watchCache(store.size);
  if (siblings === null) return store;
  siblings.hear((keys, at) => marks.mark(keys, at));
  return {
    ...store,
    async mark(keys, at) {
      marks.mark(keys, at);
      await siblings.tell(keys, at);
    },
  };
}
