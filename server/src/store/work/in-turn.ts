/** Lets those who name the same key go one after the other, in the order of their asking. */
export interface InTurn {
  /** Resolves when it is the caller's turn, to what must be called when it is over. */
  wait(key: string): Promise<() => void>;
}

export function inTurn(): InTurn {
  const last = new Map<string, Promise<void>>();
  return {
    async wait(key) {
      const before = last.get(key);
      const { promise, resolve } = Promise.withResolvers<void>();
      last.set(key, promise);
      await before;
      return () => {
        if (last.get(key) === promise) last.delete(key);
        resolve();
      };
    },
  };
}
