/** Bounds how many calls are in flight; the others wait in order and hold no slot. */
export interface Bulkhead {
  /** Runs the task when a slot is free. Rejects with the signal's reason when aborted while waiting. */
  run<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T>;
}

export function createBulkhead(slots: number): Bulkhead {
  let free = slots;
  const waiting = new Set<() => void>();

  function acquire(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (free > 0) {
      free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        waiting.delete(enter);
        reject(signal.reason);
      };
      waiting.add(enter);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  /** A freed slot goes straight to the longest waiting, so that newcomers cannot overtake. */
  function release(): void {
    const next = waiting.values().next();
    if (next.done) {
      free += 1;
      return;
    }
    waiting.delete(next.value);
    next.value();
  }

  return {
    async run(signal, task) {
      await acquire(signal);
      try {
        return await task();
      } finally {
        release();
      }
    },
  };
}
