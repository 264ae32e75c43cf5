import { LRUCache } from 'lru-cache';

/** When entities were last written, epoch milliseconds. */
export interface Marks {
  mark(keys: readonly string[], at: number): void;
  /** How often something was marked. */
  readonly changes: number;
  /** 0 for one that was never written. */
  markedAt(keys: readonly string[]): readonly number[];
}

/** Time after which no answer from before a mark is left, milliseconds: no entry may live longer. */
export const MARK_TTL_MS = 24 * 60 * 60 * 1_000;

/** Keeps `max` marks. One that has to go is not forgotten: what is older than it counts as overwritten, whatever it is. */
export function createMarks(max: number): Marks {
  let floor = 0;
  let changes = 0;
  const marks = new LRUCache<string, number>({
    max,
    ttl: MARK_TTL_MS,
    dispose: (at, _key, reason) => {
      if (reason === 'evict') floor = Math.max(floor, at);
    },
  });
  return {
    get changes() {
      return changes;
    },
    mark(keys, at) {
      changes += 1;
      for (const key of keys) marks.set(key, at);
    },
    markedAt: (keys) => keys.map((key) => Math.max(floor, marks.get(key) ?? 0)),
  };
}
