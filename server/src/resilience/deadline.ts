import type { StopSignal } from '../ports/index.js';
import { Stop } from './stop.js';

/** The reason of a signal that was aborted because time ran out. */
export class DeadlineExceeded extends Error {
  /** Budget that ran out, milliseconds. */
  readonly budgetMs: number;

  constructor(budgetMs: number) {
    super(`No answer within ${budgetMs} ms.`);
    this.name = 'DeadlineExceeded';
    this.budgetMs = budgetMs;
  }
}

/** The reason of a signal whose caller went away. */
export class CallerGone extends Error {
  constructor() {
    super('The caller went away before the vendor answered.');
    this.name = 'CallerGone';
  }
}

/** The reason of a signal whose work is done. */
const ENDED = new Error('The work is done; what is left of it is not waited for.');

/** A budget of time: its signal is aborted when the budget is spent or the outer signal is. */
export interface Deadline {
  signal: StopSignal;
  /** Milliseconds of `performance.now()`, which no change of the clock moves. */
  at: number;
  /** Stops the clock. */
  clear(): void;
  /** The work is done: stops the clock and ends whatever the work has left behind. */
  end(): void;
}

/** Whether the work was done before the signal was aborted. */
export function hasEnded({ signal }: Deadline): boolean {
  return signal.reason === ENDED;
}

/** Starts a deadline `budgetMs` from now, within an outer signal. */
export function startDeadline(budgetMs: number, outer?: StopSignal): Deadline {
  const stop = new Stop();
  let last: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => {
    // Where the event loop stood still, answers lie ready that came in time: they are read before this comes to pass.
    last = setImmediate(() => stop.stop(new DeadlineExceeded(budgetMs)));
  }, budgetMs);
  // The work that waits keeps the process alive, not its clock.
  timer.unref();
  const abort = (): void => stop.stop(outer?.reason instanceof DeadlineExceeded ? outer.reason : new CallerGone());
  if (outer?.aborted) abort();
  else outer?.addEventListener('abort', abort, { once: true });
  const clear = (): void => {
    clearTimeout(timer);
    clearImmediate(last);
    outer?.removeEventListener('abort', abort);
  };
  return {
    signal: stop,
    at: performance.now() + budgetMs,
    clear,
    end() {
      clear();
      stop.stop(ENDED);
    },
  };
}

/** Time that work must have left when it begins, milliseconds; a quarter of what is left where that is less. */
const LEAST_TIME_MS = 1_000;

/** Whether work that begins after the wait would have time to end; what begins at the last moment would be lost. */
export function leavesTime({ at }: Pick<Deadline, 'at'>, waitMs: number): boolean {
  const leftMs = at - performance.now();
  return waitMs + Math.min(LEAST_TIME_MS, leftMs / 4) < leftMs;
}

/** The promise's result, or the signal's reason when that comes first. The work itself goes on. */
export function untilAborted<T>(signal: StopSignal, work: Promise<T>): Promise<T> {
  if (signal.aborted) {
    work.catch(() => {});
    return Promise.reject(signal.reason);
  }
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    work.then(
      (value) => {
        signal.removeEventListener('abort', abort);
        resolve(value);
      },
      (error: unknown) => {
        signal.removeEventListener('abort', abort);
        reject(error);
      },
    );
  });
}

/** Waits; rejects with the signal's reason when aborted first. */
export function sleep(ms: number, signal: StopSignal): Promise<void> {
  let timer: NodeJS.Timeout;
  const slept = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return untilAborted(signal, slept).finally(() => clearTimeout(timer));
}
