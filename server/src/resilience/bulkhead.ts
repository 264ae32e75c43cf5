import type { StopSignal } from '../ports/index.js';
/** Bounds how many calls are in flight; the others wait in order and hold no slot. */
export interface Bulkhead {
  /** Runs the task when a slot is free. Rejects with the signal's reason when aborted while waiting. */
  run<T>(signal: StopSignal, task: () => Promise<T>): Promise<T>;
}

/** @param limit slots at the moment, at least 1; may fall at any time, and rise until a task of it ends */
export function createBulkhead(limit: () => number): Bulkhead {
  let taken = 0;
  const waiting = new Set<() => void>();

  function isFree(): boolean {
    if (waiting.size > 0 || taken >= limit()) return false;
    taken += 1;
    return true;
  }

  function turn(signal: StopSignal): Promise<void> {
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

  /** Freed slots go straight to the longest waiting, so that newcomers cannot overtake. */
  function release(): void {
    taken -= 1;
    for (const enter of waiting) {
      if (taken >= limit()) return;
      waiting.delete(enter);
      taken += 1;
      enter();
    }
  }

  /** The slot is free before who waits for the task hears of its end. */
  async function inTurn<T>(task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } finally {
      release();
    }
  }

  return {
    run(signal, task) {
      if (signal.aborted) return Promise.reject(signal.reason);
      return isFree() ? inTurn(task) : turn(signal).then(() => inTurn(task));
    },
  };
}
