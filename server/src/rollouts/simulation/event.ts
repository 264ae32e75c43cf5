import type { Counts } from '../evidence/index.js';

export type Side = keyof Counts;

/** The tests that are simulated (m = 3): failures and slow calls decide, partial answers stand for one more that guards. */
export const TESTS = ['failures', 'slow', 'partial'] as const;

/** One request as it came out. The same object is used for every request of a run. */
export interface SimulatedEvent {
  nowMs: number;
  side: Side;
  /** Whether it reached the vendor: an answer from the cache did not. */
  reachedVendor: boolean;
  /** Which caller, where they are told apart. */
  caller: number;
  /** How much worse than the mean this caller fares on either side. */
  callerRatio: number;
  /** By the order of {@link TESTS}. */
  bad: [boolean, boolean, boolean];
}

/** Who asks: decides on the side, the caller and whether the cache has the answer. */
export interface Callers {
  /** Sets `side`, `reachedVendor`, `caller` and `callerRatio` of the event at its `nowMs`. */
  next(event: SimulatedEvent, weight: number): void;
}
