export interface PatienceOptions {
  /** Longest wait for one answer, milliseconds. */
  limitMs: number;
  /** Time between probes once given up, milliseconds. */
  probeEveryMs: number;
  /** Asks for a sign of life; rejects when there is none. */
  probe: () => Promise<unknown>;
  onGivenUp: (reason: string) => void;
  onTakenUp: () => void;
}

/** What waiting for a service that one can do without may cost. */
export interface Patience {
  /** The work's result; undefined when it fails, takes too long, or was not begun because the service is given up. */
  attempt<T>(work: () => Promise<T>): Promise<T | undefined>;
  readonly isGivenUp: boolean;
  /** No more work is begun until a probe succeeds. */
  giveUp(reason: string): void;
  /** Probes now instead of at its next turn; does nothing unless given up. */
  probeNow(): void;
  /** Stops its timers. */
  stop(): void;
}

/**
 * The limit is waited for in so many steps. While this process is busy with its own work it neither sends nor reads, and
 * all of that time counts as one step: what waits behind us is not late.
 */
const STEPS = 5;

/**
 * Waits up to the limit. The first answer that takes longer is the last one waited for, until a probe, which nobody
 * waits for, is answered within the limit.
 */
export function createPatience(options: PatienceOptions): Patience {
  const { limitMs, probeEveryMs, probe, onGivenUp, onTakenUp } = options;
  let state: 'patient' | 'given-up' | 'probing' | 'stopped' = 'patient';
  let nextProbe: NodeJS.Timeout | undefined;

  function giveUp(reason: string): void {
    if (state !== 'patient') return;
    onGivenUp(reason);
    probeLater();
  }

  function probeLater(): void {
    state = 'given-up';
    nextProbe = setTimeout(tryAgain, probeEveryMs);
    nextProbe.unref();
  }

  function probeNow(): void {
    if (state !== 'given-up') return;
    clearTimeout(nextProbe);
    void tryAgain();
  }

  async function tryAgain(): Promise<void> {
    state = 'probing';
    const startedAt = performance.now();
    const answered = await probe().then(
      () => performance.now() - startedAt <= limitMs,
      () => false,
    );
    if (state !== 'probing') return;
    if (!answered) return probeLater();
    state = 'patient';
    onTakenUp();
  }

  return {
    attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
      if (state !== 'patient') return Promise.resolve(undefined);
      const { promise, resolve } = Promise.withResolvers<T | undefined>();
      let settled = false;
      let clock: NodeJS.Timeout;
      const settle = (result?: T): void => {
        settled = true;
        clearTimeout(clock);
        resolve(result);
      };
      const tooLate = (): void => {
        if (settled) return;
        giveUp(`no answer within ${limitMs} ms`);
        // It may have been this one alone.
        probeNow();
        settle();
      };
      const wait = (steps: number): void => {
        clock = setTimeout(() => {
          if (steps > 1) wait(steps - 1);
          // An answer that is there is read before immediates run.
          else setImmediate(tooLate);
        }, limitMs / STEPS);
      };
      wait(STEPS);
      work().then(settle, () => settle());
      return promise;
    },
    get isGivenUp() {
      return state !== 'patient';
    },
    giveUp,
    probeNow,
    stop() {
      state = 'stopped';
      clearTimeout(nextProbe);
    },
  };
}
