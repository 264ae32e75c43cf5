import Keyv from 'keyv';
import { LRUCache } from 'lru-cache';
import type { Marks } from './marks.js';
import type { CacheStore } from './store.js';

/** Values are kept as they are, not as text: they are immutable by agreement, and parsing would cost more than the call saves. */
export function inProcessStore(maxEntries: number, marks: Marks): CacheStore {
  const entries = new LRUCache<string, object>({ max: maxEntries });
  // keyv passes a third argument, its time to live, which the LRU would take for its own options.
  const store = {
    get: (key: string) => entries.get(key),
    set: (key: string, value: object) => void entries.set(key, value),
    delete: (key: string) => entries.delete(key),
    clear: () => entries.clear(),
  };
  const keyv = new Keyv({ store, useKeyPrefix: false });
  keyv.serialize = undefined;
  keyv.deserialize = undefined;
  return {
    getMany: <V>(keys: readonly string[]) => keyv.getMany<V>([...keys]) as Promise<(V | undefined)[]>,
    async set(key, value, ttlMs) {
      await keyv.set(key, value, ttlMs);
    },
    mark: async (keys, at) => marks.mark(keys, at),
    markedAt: async (keys) => marks.markedAt(keys),
    async close() {
      entries.clear();
    },
  };
}
