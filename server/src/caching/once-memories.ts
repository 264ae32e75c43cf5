import { LRUCache } from 'lru-cache';
import type { OnceMemory } from '../ports/index.js';
import { createOnceMemory } from './once-memory.js';

/** Far more than the connections of a gateway. */
const MOST_SCOPES = 100_000;

/** In this process, one memory for each scope. Accounts that were given up leave theirs behind: the least recently used go first. */
export function createOnceMemories(most = MOST_SCOPES): (scope: string) => OnceMemory {
  const memories = new LRUCache<string, OnceMemory>({ max: most });
  return (scope) => {
    let memory = memories.get(scope);
    if (memory === undefined) {
      memory = createOnceMemory();
      memories.set(scope, memory);
    }
    return memory;
  };
}
