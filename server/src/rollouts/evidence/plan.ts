import type { Analysis } from './analysis.js';
import { badShareAt } from './count-test.js';
import type { Step } from './step.js';

/** A plan is made for the 95 % of good versions that are not the least lucky: this many standard deviations are allowed for. */
const SIGMAS = 1.645;
/** What averaging over the grid costs against knowing the true ratio, as a logarithm. */
const GRID_COST = 1;

/** What a rollout's plan is made from. */
export interface Traffic {
  /** Counted events of both sides together, per minute, above 0. */
  readonly eventsPerMinute: number;
  /** Stable's rates of bad events, one for each test that decides on advancing; each above 0 and below 1. */
  readonly badRates: readonly number[];
}

/**
 * Counted requests of the candidate that a step wants: as many as would, by themselves, show that a version just like
 * stable is under `advanceBelow`, within `requests`. The most of them where stable never fails.
 * @param share the step's share of traffic, above 0 and below 1
 * @param badRate stable's rate of bad events
 */
export function requestsWanted(share: number, badRate: number, analysis: Analysis): number {
  const { least, most } = analysis.requests;
  if (!(badRate > 0 && share > 0 && share < 1)) return most;
  const { mean, square } = informationAt(share, analysis);
  const bad = timeToShow({ mean, square, shown: 0, squares: 0, wanted: wantedEvidence(analysis) });
  return Math.min(most, Math.max(least, Math.ceil((bad * share) / badRate)));
}

/**
 * Minutes that each step takes at the shortest: until its wanted requests have come and the ratio is shown, for 95 % of the
 * versions that are just like stable. Shadow steps, which end by their comparison, are 0. Evidence of earlier steps counts.
 * A normal approximation of the evidence's random walk, for planning alone: nothing is decided by it.
 */
export function shortestPlanMinutes(steps: readonly Step[], traffic: Traffic, analysis: Analysis): readonly number[] {
  const seen = traffic.badRates.map((badRate) => ({ badRate, shown: 0, squares: 0 }));
  return steps.map((step) => {
    if (step.kind === 'shadow') return 0;
    const share = step.weight / 100;
    const wanted = Math.max(...traffic.badRates.map((badRate) => requestsWanted(share, badRate, analysis)));
    let minutes = (wanted + SIGMAS * Math.sqrt(wanted)) / (traffic.eventsPerMinute * share);
    if (share >= 1) return minutes;
    const { mean, square } = informationAt(share, analysis);
    for (const { badRate, shown, squares } of seen) {
      const bad = timeToShow({ mean, square, shown, squares, wanted: wantedEvidence(analysis) });
      minutes = Math.max(minutes, bad / (traffic.eventsPerMinute * badRate));
    }
    for (const test of seen) {
      const bad = minutes * traffic.eventsPerMinute * test.badRate;
      test.shown += bad * mean;
      test.squares += bad * square;
    }
    return minutes;
  });
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

function wantedEvidence({ confidence }: Analysis): number {
  return GRID_COST - Math.log(1 - confidence);
}

/** Bad events N after which shown + N·mean is above wanted by SIGMAS·√(squares + N·square): a quadratic in that root. */
function timeToShow(walk: { mean: number; square: number; shown: number; squares: number; wanted: number }): number {
  const slope = walk.mean / walk.square;
  const lacking = walk.wanted - walk.shown + slope * walk.squares;
  const root = SIGMAS ** 2 + 4 * slope * lacking;
  if (root <= 0) return 0;
  const deviation = (SIGMAS + Math.sqrt(root)) / (2 * slope);
  return Math.max(0, (deviation ** 2 - walk.squares) / walk.square);
}
