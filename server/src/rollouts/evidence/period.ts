import { type Counts, checkCounts } from './counts.js';
import type { Share } from './share.js';

/** A period is over after this time: a fault that comes late is not to be weighed against a long clean time. */
export const PERIOD_MS = 10 * 60_000;

/** What one test counted in a period. */
export interface TestCounts extends Counts {
  readonly share: Share;
}

/** A stretch of a rollout in which the weight stayed and at most {@link PERIOD_MS} passed. */
export interface Period {
  readonly startedAtMs: number;
  /** Which step of the plan, from 0. */
  readonly step: number;
  /** The step's weight in per cent; 0 while the candidate is only shadowed. */
  readonly weight: number;
  /** By the name of the test. */
  readonly tests: Readonly<Record<string, TestCounts>>;
}

/** A period that is over, with what is kept of it. */
export interface ClosedPeriod extends Period {
  /** ln E of each test, by its name. */
  readonly lnEvidence: Readonly<Record<string, number>>;
  /** Whether the vendor itself failed more than before: such a period says nothing of how the two sides compare. */
  readonly incident: boolean;
}

/** Whether the period has to be closed and a new one begun: its time is over, or the step or weight is another. */
export function isOver(period: Period, now: { nowMs: number; step: number; weight: number }): boolean {
  return now.nowMs - period.startedAtMs >= PERIOD_MS || now.step !== period.step || now.weight !== period.weight;
}

/**
 * What a test counted in the period.
 * @throws RangeError when the period does not have the test, or its counts cannot be.
 */
export function countsOf(period: Period, test: string): TestCounts {
  const counts = period.tests[test];
  if (counts === undefined) {
    throw new RangeError(
      `Expected every period to count "${test}"; the one of step ${period.step} counts ${Object.keys(period.tests).join(', ') || 'nothing'}. Give a test the same name in all periods, with zeros where nothing happened.`,
    );
  }
  checkCounts(counts, test);
  return counts;
}

/** The share as a number; 0, with which nothing can be told, when there is none. */
export function shareValue(share: Share): number {
  return share.basis === 'none' ? 0 : share.value;
}

/** What the share may be at most: nothing is held against a candidate that its callers may explain. */
export function shareAtMost(share: Share): number {
  return share.basis === 'events' ? (share.atMost ?? share.value) : shareValue(share);
}
