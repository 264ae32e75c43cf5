import { LRUCache } from 'lru-cache';
import type { CacheStore } from './store.js';

/** How long a ready answer is true, and what makes it untrue before. */
export interface AnswerLife {
  /** When the vendor was asked for its oldest value, epoch milliseconds. */
  fetchedAt: number;
  /** When the first of its values is fresh no more, epoch milliseconds. */
  expiresAt: number;
  /** Keys of the marks of everything that it speaks of; see `tagKey`. */
  marks: readonly string[];
}

export interface EdgeStoreOptions {
  /** Where writes are marked. */
  store: CacheStore;
  /** Most bytes of all answers, about. */
  maxBytes: number;
  /** Epoch milliseconds. */
  now: () => number;
}

/** Ready answers by their key, bounded in bytes, the least recently used going first. */
export interface EdgeStore<A> {
  /** The answer, where it is still true; at once unless other processes' marks are to be looked at. A write in this process counts at once, one in others in under a second. */
  find(key: string): A | null | Promise<A | null>;
  /** `bytes`: about how much the answer takes. */
  keep(key: string, answer: A, life: AnswerLife, bytes: number): void;
}

interface Kept<A> {
  answer: A;
  life: AnswerLife;
  /** Changes of our own marks that the answer has outlived. */
  outlived: number;
  /** When the marks of other processes were last looked at, epoch milliseconds. */
  lookedAt: number;
}

/** Marks of other processes are looked at so often, milliseconds: a hit costs no round trip. */
const LOOK_EVERY_MS = 500;

export function createEdgeStore<A>({ store, maxBytes, now }: EdgeStoreOptions): EdgeStore<A> {
  const kept = new LRUCache<string, Kept<A>>({ maxSize: maxBytes });

  function isOverwritten({ marks, fetchedAt }: AnswerLife, writtenAt: readonly number[]): boolean {
    return marks.some((_, index) => (writtenAt[index] ?? 0) >= fetchedAt);
  }

  /** As far as this process knows. */
  function isTrueHere(one: Kept<A>): boolean {
    if (now() >= one.life.expiresAt) return false;
    const { changes } = store.ownMarks;
    if (one.outlived === changes) return true;
    if (isOverwritten(one.life, store.ownMarks.markedAt(one.life.marks))) return false;
    one.outlived = changes;
    return true;
  }

  async function isTrueElsewhere(one: Kept<A>): Promise<boolean> {
    const writtenAt = await store.markedAt(one.life.marks);
    if (writtenAt === null || isOverwritten(one.life, writtenAt)) return false;
    one.lookedAt = now();
    return true;
  }

  function drop(key: string): null {
    kept.delete(key);
    return null;
  }

  return {
    find(key) {
      const one = kept.get(key);
      if (one === undefined) return null;
      if (!isTrueHere(one)) return drop(key);
      if (!store.isShared || now() - one.lookedAt < LOOK_EVERY_MS) return one.answer;
      return isTrueElsewhere(one).then((isTrue) => (isTrue ? one.answer : drop(key)));
    },
    keep(key, answer, life, bytes) {
      // Whether something was written meanwhile is found out before it is first served.
      kept.set(key, { answer, life, outlived: -1, lookedAt: 0 }, { size: Math.max(1, bytes + 2 * key.length) });
    },
  };
}
