import { inProcessStore } from './in-process-store.js';
import { createMarks } from './marks.js';
import { redisStore } from './redis-store.js';
import type { CacheStore } from './store.js';

export interface CacheStoreOptions {
  /** Most entries of the in-process store; the least recently used go first. */
  maxEntries: number;
  /** A Redis shared by several gateways, `redis://…`; left out: in process. */
  redisUrl?: string | undefined;
  /** Hears of a store that fails or works again. */
  onTrouble?: (message: string) => void;
}

export function createCacheStore({ maxEntries, redisUrl, onTrouble = () => {} }: CacheStoreOptions): CacheStore {
  const marks = createMarks(maxEntries);
  return redisUrl === undefined ? inProcessStore(maxEntries, marks) : redisStore(redisUrl, marks, onTrouble);
}
