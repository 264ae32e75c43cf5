/** What goes from one generation of the gateway to the next for as long as its key stays the same. */
export interface SharedByKey<T> {
  /** The value with this key, made where nobody holds one. To be released once for each time that it was taken. */
  take(key: string, make: () => T): T;
  /** Resolves when it has ended, where nobody else holds it; else at once. */
  release(key: string): Promise<void>;
}

/** @param end ends a value that nobody holds any more */
export function createSharedByKey<T>(end: (value: T) => void | Promise<void>): SharedByKey<T> {
  const held = new Map<string, { value: T; holders: number }>();
  return {
    take(key, make) {
      let one = held.get(key);
      if (one === undefined) {
        one = { value: make(), holders: 0 };
        held.set(key, one);
      }
      one.holders += 1;
      return one.value;
    },
    async release(key) {
      const one = held.get(key);
      if (one === undefined) return;
      one.holders -= 1;
      if (one.holders > 0) return;
      held.delete(key);
      await end(one.value);
    },
  };
}
