import type { RedisLink } from '../redis/index.js';
import { inProcessStore } from './in-process-store.js';
import { createMarks } from './marks.js';
import { redisStore } from './redis-store.js';
import type { CacheStore } from './store.js';

export interface CacheStoreOptions {
  /** Most entries of the in-process store; the least recently used go first. */
  maxEntries: number;
  /** A Redis shared by several gateways; left out: in process. */
  redis?: RedisLink | null;
}

export function createCacheStore({ maxEntries, redis = null }: CacheStoreOptions): CacheStore {
  const marks = createMarks(maxEntries);
  return redis === null ? inProcessStore(maxEntries, marks) : redisStore(redis, marks);
}
