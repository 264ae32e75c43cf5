export interface PatienceOptions {
  /** Longest wait for one answer, milliseconds. */
  limitMs: number;
  /** Time between probes once given up, milliseconds. */
  probeEveryMs: number;
  /** Asks for a sign of life; rejects when there is none. */
  probe: () => Promise<unknown>;
  /** Hears of giving up and of taking it up again. */
  onChange: (givenUp: boolean) => void;
}

/** What waiting for a service that one can do without may cost. */
export interface Patience {
  /** The work's result; undefined when it fails, takes too long, or was not begun because the service is given up. */
  attempt<T>(work: () => Promise<T>): Promise<T | undefined>;
  /** Stops its timers. */
  stop(): void;
}

/**
 * Waits up to the limit. The first answer that takes longer is the last one waited for, until a probe, which nobody
 * waits for, is answered within the limit.
 */
export function createPatience({ limitMs, probeEveryMs, probe, onChange }: PatienceOptions): Patience {
  let givenUp = false;
  let stopped = false;
  let nextProbe: NodeJS.Timeout | undefined;

  function giveUp(): void {
    if (givenUp || stopped) return;
    givenUp = true;
    onChange(true);
    probeLater();
  }

  function probeLater(): void {
    nextProbe = setTimeout(tryAgain, probeEveryMs);
    nextProbe.unref();
  }

  async function tryAgain(): Promise<void> {
    const startedAt = performance.now();
    const answered = await probe().then(
      () => performance.now() - startedAt <= limitMs,
      () => false,
    );
    if (stopped) return;
    if (!answered) return probeLater();
    givenUp = false;
    onChange(false);
  }

  return {
    attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
      if (givenUp) return Promise.resolve(undefined);
      const { promise, resolve } = Promise.withResolvers<T | undefined>();
      let settled = false;
      const settle = (result?: T): void => {
        settled = true;
        clearTimeout(clock);
        resolve(result);
      };
      const tooLate = (): void => {
        if (settled) return;
        giveUp();
        settle();
      };
      // An answer that waits behind our own work is not late: it is read before immediates run.
      const clock = setTimeout(() => setImmediate(tooLate), limitMs);
      work().then(settle, () => settle());
      return promise;
    },
    stop() {
      stopped = true;
      clearTimeout(nextProbe);
    },
  };
}
