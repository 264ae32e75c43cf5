import { LRUCache } from 'lru-cache';
import type { OnceMemory } from '../ports/index.js';

interface Kept {
  value: unknown;
  size: number;
}

/** In this process's memory. `maxSize`: most that is kept, over all keys; `ttlMs`: how long, milliseconds. */
export function createOnceMemory(maxSize = 100_000, ttlMs = 24 * 60 * 60 * 1_000): OnceMemory {
  const memory = new LRUCache<string, Kept>({ maxSize, sizeCalculation: ({ size }) => Math.max(1, size), ttl: ttlMs });
  /** Who waits for each key that is held. */
  const held = new Map<string, (() => void)[]>();

  return {
    async claim(key) {
      const waiting = held.get(key);
      if (waiting === undefined) held.set(key, []);
      else await new Promise<void>((resolve) => waiting.push(resolve));
      let released = false;
      return {
        kept: memory.get(key)?.value,
        release(value, size = 1) {
          if (released) return;
          released = true;
          if (value === undefined) memory.delete(key);
          else memory.set(key, { value, size });
          const next = held.get(key)?.shift();
          if (next === undefined) held.delete(key);
          else next();
        },
      };
    },
  };
}
