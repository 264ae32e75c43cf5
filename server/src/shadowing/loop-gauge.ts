/** How long the event loop has worked and waited so far, milliseconds. */
export interface LoopUse {
  readonly active: number;
  readonly idle: number;
}

/** Says whether a process has time to spare. */
export interface LoopGauge {
  isBusy(): boolean;
}

/** Share of the time that the event loop may work before what nobody waits for is left out. */
const MOST_ACTIVE = 0.7;
/** Over how long it is taken at least, milliseconds. */
const LEAST_MS = 100;

/** Reads the loop's use when it is asked, at most ten times a second. @param now milliseconds of a clock that only goes forward */
export function createLoopGauge(use: () => LoopUse, now: () => number): LoopGauge {
  let [readAt, last, busy] = [now(), use(), false];
  return {
    isBusy() {
      const at = now();
      if (at - readAt < LEAST_MS) return busy;
      const next = use();
      const [active, idle] = [next.active - last.active, next.idle - last.idle];
      busy = active > MOST_ACTIVE * (active + idle);
      [readAt, last] = [at, next];
      return busy;
    },
  };
}
