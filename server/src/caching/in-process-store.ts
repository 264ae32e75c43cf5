import { LRUCache } from 'lru-cache';
import { approximateBytes } from './approximate-bytes.js';
import type { Entry } from './entry.js';
import type { Marks } from './marks.js';
import type { CacheStore } from './store.js';

export interface InProcessStoreOptions {
  /** Most entries; the least recently used go first. */
  maxEntries: number;
  /** Most bytes of all entries, about; one that is larger by itself is not kept. */
  maxBytes: number;
  marks: Marks;
}

/** What a store holds at the moment; `bytes`: about. */
export interface CacheSize {
  entries: number;
  bytes: number;
}

/** Values are kept as they are, not as text: they are immutable by agreement, and parsing would cost more than the call saves. */
export function inProcessStore({ maxEntries, maxBytes, marks }: InProcessStoreOptions): CacheStore & {
  size(): CacheSize;
} {
  const entries = new LRUCache<string, Entry<unknown>>({
    max: maxEntries,
    maxSize: maxBytes,
    sizeCalculation: (entry, key) => approximateBytes(entry) + approximateBytes(key),
  });
  return {
    async getMany<O>(keys: readonly string[]) {
      return keys.map((key) => entries.get(key) as Entry<O> | undefined);
    },
    async set(key, entry, ttlMs) {
      entries.set(key, entry, { ttl: ttlMs });
    },
    mark: async (keys, at) => marks.mark(keys, at),
    markedAt: async (keys) => marks.markedAt(keys),
    locks: null,
    ownMarks: marks,
    isShared: false,
    size: () => ({ entries: entries.size, bytes: entries.calculatedSize }),
    async close() {
      entries.clear();
    },
  };
}
