/** Counts who uses something that may end only when nobody uses it any more. */
export interface Holds {
  take(): void;
  /** To be called once for each `take`. */
  release(): void;
  /** Resolves when nobody holds it, at once where nobody does. Whoever waits for it sees to it that nobody takes it any more. */
  free(): Promise<void>;
}

export function createHolds(): Holds {
  let count = 0;
  let whenFree: PromiseWithResolvers<void> | null = null;
  return {
    take() {
      count += 1;
    },
    release() {
      count -= 1;
      if (count === 0) whenFree?.resolve();
    },
    async free() {
      if (count === 0) return;
      whenFree ??= Promise.withResolvers<void>();
      await whenFree.promise;
    },
  };
}
