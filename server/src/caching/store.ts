import type { Entry } from './entry.js';
import type { FetchLocks } from './fetch-locks.js';
import type { Marks } from './marks.js';

/** Where entries are kept. A store that fails is a store that has nothing: callers see misses, never errors. */
export interface CacheStore {
  getMany<O>(keys: readonly string[]): Promise<readonly (Entry<O> | undefined)[]>;
  /** `ttlMs`: a positive whole number; nothing is kept for ever. */
  set<O>(key: string, entry: Entry<O>, ttlMs: number): Promise<void>;
  /** Takes down that entities were written, epoch milliseconds. */
  mark(keys: readonly string[], at: number): Promise<void>;
  /** When each was last written, 0 for never; null when the store cannot say. */
  markedAt(keys: readonly string[]): Promise<readonly number[] | null>;
  /** Who fetches what, among the processes that share the store; null where there is one process only. */
  readonly locks: FetchLocks | null;
  /** Marks of this process, and of those that tell it of theirs. */
  readonly ownMarks: Marks;
  /** Whether others mark in it too, of whom this process hears only by asking. */
  readonly isShared: boolean;
  close(): Promise<void>;
}
