import { type Analysis, errorsOf } from './analysis.js';
import { badShareAt } from './count-test.js';
import type { Step } from './step.js';

/** A plan is made for the 95 % of good versions that are not the least lucky: this many standard deviations are allowed for. */
const SIGMAS = 1.645;
/** What averaging over the grid costs against knowing the true ratio, as a logarithm. */
const GRID_COST = 1;
/** The same for the rate, of a version that never fails and of one that seldom does. */
const RATE_GRID_COST = { never: Math.LN2, seldom: 3 };

/** What a rollout's plan is made from. */
export interface Traffic {
  /** Counted events of both sides together, per minute, above 0. */
  readonly eventsPerMinute: number;
  /** Stable's bad events, for each test that decides on advancing. */
  readonly tests: readonly StableRate[];
}

/** Stable's rate of bad events in one test. */
export interface StableRate {
  /** 0 or more, below 1. */
  readonly badRate: number;
  /** As `below` of a test's `fineRate`; null where it has none. */
  readonly fineBelow: number | null;
}

/**
 * Counted requests of the candidate that a step wants: as many as would, by themselves, show that a version just like
 * stable is under `advanceBelow`, or under the rate that is fine by itself, within `requests`.
 * @param share the step's share of traffic, above 0 and below 1
 */
export function requestsWanted(share: number, stable: StableRate, analysis: Analysis): number {
  const { least, most } = analysis.requests;
  if (!(share > 0 && share < 1)) return most;
  const byRatio = (badToShow(share, analysis, NOTHING_SHOWN) * share) / stable.badRate;
  return Math.min(most, Math.max(least, Math.ceil(Math.min(byRatio, requestsToShow(stable, analysis)))));
}

/**
 * Minutes that each step takes at the shortest: until its wanted requests have come and the ratio or the rate is shown, for 95 % of the
 * versions that are just like stable. Shadow steps, which end by their comparison, are 0. Evidence of earlier steps counts for the ratio.
 * A normal approximation of the evidence's random walk, for planning alone: nothing is decided by it. Infinite where stable never
 * fails and no rate is asked for.
 */
export function shortestPlanMinutes(steps: readonly Step[], traffic: Traffic, analysis: Analysis): readonly number[] {
  const seen = traffic.tests.map((stable) => ({ stable, shown: 0, squares: 0 }));
  return steps.map((step) => {
    if (step.kind === 'shadow') return 0;
    const share = step.weight / 100;
    const wanted = Math.max(...traffic.tests.map((stable) => requestsWanted(share, stable, analysis)));
    const perMinute = traffic.eventsPerMinute * share;
    let minutes = (wanted + SIGMAS * Math.sqrt(wanted)) / perMinute;
    if (share >= 1) return minutes;
    for (const { stable, shown, squares } of seen) {
      const byRatio = badToShow(share, analysis, { shown, squares }) / (traffic.eventsPerMinute * stable.badRate);
      minutes = Math.max(minutes, Math.min(byRatio, requestsToShow(stable, analysis) / perMinute));
    }
    const { mean, square } = informationAt(share, analysis);
    for (const test of seen) {
      const { badRate } = test.stable;
      const bad = badRate === 0 ? 0 : minutes * traffic.eventsPerMinute * badRate;
      test.shown += bad * mean;
      test.squares += bad * square;
    }
    return minutes;
  });
}

/** What earlier events have told of the ratio: their sum, and the sum of their squares. */
interface Told {
  readonly shown: number;
  readonly squares: number;
}

const NOTHING_SHOWN: Told = { shown: 0, squares: 0 };

/** Bad events of both sides that show the ratio of a version like stable. */
function badToShow(share: number, analysis: Analysis, told: Told): number {
  return timeToShow({
    ...informationAt(share, analysis),
    ...told,
    wanted: GRID_COST - Math.log(errorsOf(analysis).ratio),
  });
}

/** Requests of the candidate that show the rate of a version like stable; infinite where it is not asked for, or not to be shown. */
function requestsToShow({ badRate, fineBelow: feared }: StableRate, analysis: Analysis): number {
  if (feared === null || analysis.advanceBelowRate === 0 || badRate >= feared) return Number.POSITIVE_INFINITY;
  const [bad, fine] = [Math.log(badRate / feared), Math.log1p(-badRate) - Math.log1p(-feared)];
  const [mean, square] =
    badRate === 0
      ? [fine, fine ** 2]
      : [badRate * bad + (1 - badRate) * fine, badRate * bad ** 2 + (1 - badRate) * fine ** 2];
  const cost = badRate === 0 ? RATE_GRID_COST.never : RATE_GRID_COST.seldom;
  return timeToShow({ mean, square, ...NOTHING_SHOWN, wanted: cost - Math.log(errorsOf(analysis).rate) });
}

/** What one bad event tells, for a version like stable, of its not being at `advanceBelow`: mean and mean square. */
function informationAt(share: number, { advanceBelow }: Analysis): { mean: number; square: number } {
  const feared = badShareAt(advanceBelow, share);
  const [candidate, stable] = [Math.log(share / feared), Math.log((1 - share) / (1 - feared))];
  return {
    mean: share * candidate + (1 - share) * stable,
    square: share * candidate ** 2 + (1 - share) * stable ** 2,
  };
}

/** Events N after which shown + N·mean is above wanted by SIGMAS·√(squares + N·square): a quadratic in that root. */
function timeToShow(walk: { mean: number; square: number; shown: number; squares: number; wanted: number }): number {
  const slope = walk.mean / walk.square;
  const lacking = walk.wanted - walk.shown + slope * walk.squares;
  const root = SIGMAS ** 2 + 4 * slope * lacking;
  if (root <= 0) return 0;
  const deviation = (SIGMAS + Math.sqrt(root)) / (2 * slope);
  return Math.max(0, (deviation ** 2 - walk.squares) / walk.square);
}
