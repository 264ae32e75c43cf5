/** Where entries are kept. A store that fails is a store that has nothing: callers see misses, never errors. */
export interface CacheStore {
  getMany<V>(keys: readonly string[]): Promise<readonly (V | undefined)[]>;
  /** `ttlMs` must be positive: to keyv, 0 means for ever. */
  set(key: string, value: unknown, ttlMs: number): Promise<void>;
  /** Takes down that entities were written, epoch milliseconds. */
  mark(keys: readonly string[], at: number): Promise<void>;
  /** When each was last written, 0 for never; null when the store cannot say. */
  markedAt(keys: readonly string[]): Promise<readonly number[] | null>;
  close(): Promise<void>;
}
