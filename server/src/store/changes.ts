import type { StoreChanges } from '../rollouts/model/index.js';

/** Changes of the store, seen by a number that grows with each of them. */
export interface Changes extends StoreChanges {
  /** Something was committed by this process. */
  tellOwn(version: number): void;
  /** Nobody is told any more. */
  stop(): void;
}

export interface ChangesOptions {
  /** The number as it stands. */
  readVersion(): Promise<number>;
  /** How often to look, milliseconds. */
  everyMs: number;
  /** A cheap sign that there is no need to look, where the database has one. */
  isUntouched?(): boolean;
  /** Watches what the database tells of itself, as long as there is a listener. Returns how to stop. */
  listen?(onNews: () => void): () => void;
}

/** Looks every `everyMs` whatever the database tells: a message may be lost, a connection dead without a word. */
export function createChanges({ readVersion, everyMs, isUntouched, listen }: ChangesOptions): Changes {
  const listeners = new Set<() => void>();
  let seen: number | null = null;
  let looking = false;
  let lookAgain = false;
  let stopWatching: (() => void) | null = null;

  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };

  async function look(): Promise<void> {
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = true;
    do {
      lookAgain = false;
      // A database that is away is asked again at the next turn.
      const version = await readVersion().catch(() => seen);
      if (version !== seen) {
        seen = version;
        tell();
      }
    } while (lookAgain && stopWatching !== null);
    looking = false;
  }

  function start(): () => void {
    seen = null;
    const timer = setInterval(() => {
      if (isUntouched?.() !== true) void look();
    }, everyMs);
    timer.unref();
    const stopListening = listen?.(() => void look());
    void look();
    return () => {
      clearInterval(timer);
      stopListening?.();
    };
  }

  const stop = (): void => {
    listeners.clear();
    stopWatching?.();
    stopWatching = null;
  };

  return {
    watch(listener) {
      // The same function may be given twice, and each of the two is stopped for itself.
      const own = (): void => listener();
      listeners.add(own);
      stopWatching ??= start();
      return () => {
        listeners.delete(own);
        if (listeners.size === 0) stop();
      };
    },
    tellOwn(version) {
      if (stopWatching === null) return;
      seen = Math.max(seen ?? 0, version);
      tell();
    },
    stop,
  };
}
