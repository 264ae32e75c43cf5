import { lnSum } from './ln-sum.js';

/** Bad events that were counted with one share: of one period, as a rule. */
export interface Stratum {
  /** Bad events of the candidate (K). */
  readonly candidateBad: number;
  /** Bad events of both sides (N). */
  readonly bad: number;
  /** The candidate's share (w), above 0 and below 1. */
  readonly share: number;
}

/** All that is counted. What is settled does not change any more: its sums are worked out once for each ratio that is asked for. */
export interface Strata {
  readonly settled: readonly Stratum[];
  readonly open: readonly Stratum[];
}

/** Above this no upper end is told: the ratio is as good as unknown. */
export const HIGHEST_RATIO = 1_000;
const LOWEST_RATIO = 1e-3;

/**
 * ln of the e-value against "the candidate's rate is at least `ratio` times stable's", over all strata together: the
 * likelihood of a smaller ratio, averaged over a fixed grid of fractions of `ratio`, to that of `ratio`.
 *
 * With θ(ρ) = w·ρ/(w·ρ + 1 − w), an event multiplies the likelihood ratio of g·ρ₀ to ρ₀ (g < 1) by θ(gρ₀)/θ(ρ₀) when it
 * is the candidate's and by (1 − θ(gρ₀))/(1 − θ(ρ₀)) when it is stable's. The mean of that is 1 at a true ratio of ρ₀
 * and less above, so the average is an e-value for every ratio from ρ₀ up. It only rises with ρ₀ (its derivative in ln ρ₀ is
 * the score at gρ₀ less the one at ρ₀, and the score falls), so {@link ratioUpperEnd} finds its one crossing.
 */
export function lnEvidenceBelow(ratio: number, { settled, open }: Strata): number {
  const before = settledSums(ratio, settled);
  const now = sumsOf(ratio, open);
  return lnSum(GRID.map(({ lnWeight }, index) => lnWeight + (before[index] ?? 0) + (now[index] ?? 0)));
}

/** ln of the likelihood ratio, for each fraction of the grid. */
function sumsOf(ratio: number, strata: readonly Stratum[]): readonly number[] {
  return GRID.map(({ fraction, lnFraction }) =>
    strata.reduce((sum, { candidateBad, bad, share }) => {
      const rest = 1 - share;
      const lnScale = Math.log((share * ratio * fraction + rest) / (share * ratio + rest));
      return sum + candidateBad * lnFraction - bad * lnScale;
    }, 0),
  );
}

/** By what is settled, and by the ratio: a search for the upper end asks for much the same ones each time. */
const SETTLED = new WeakMap<readonly Stratum[], Map<number, readonly number[]>>();
const MOST_RATIOS = 1_000;

function settledSums(ratio: number, settled: readonly Stratum[]): readonly number[] {
  let byRatio = SETTLED.get(settled);
  if (byRatio === undefined) {
    byRatio = new Map();
    SETTLED.set(settled, byRatio);
  }
  let sums = byRatio.get(ratio);
  if (sums === undefined) {
    sums = sumsOf(ratio, settled);
    if (byRatio.size >= MOST_RATIOS) byRatio.clear();
    byRatio.set(ratio, sums);
  }
  return sums;
}

/** Whether the ratio is shown to be under `ratio`: the same as {@link ratioUpperEnd} below it, at a fraction of the work. */
export function isShownBelow(ratio: number, strata: Strata, error: number): boolean {
  return lnEvidenceBelow(ratio, strata) >= -Math.log(error);
}

/**
 * Upper end of a confidence sequence for the ratio of the candidate's rate to stable's: with the chance 1 − `error`
 * the true ratio is below the end at all times at once, so it may be read as often as one likes. {@link HIGHEST_RATIO}
 * where the counts do not say.
 *
 * Sources: H. Robbins (1970) for inverting a mixture; S. Howard, A. Ramdas, J. McAuliffe and J. Sekhon, *Time-uniform,
 * nonparametric, nonasymptotic confidence sequences* (2021) for discrete mixtures; M. Lindon and A. Malek (2022) for counts.
 */
export function ratioUpperEnd(strata: Strata, error: number): number {
  if (!isShownBelow(HIGHEST_RATIO, strata, error)) return HIGHEST_RATIO;
  let [low, high] = [Math.log(LOWEST_RATIO), Math.log(HIGHEST_RATIO)];
  while (high - low > 1e-4) {
    const middle = (low + high) / 2;
    if (isShownBelow(Math.exp(middle), strata, error)) high = middle;
    else low = middle;
  }
  return Math.exp(high);
}

/**
 * The grid: fractions from 0.97 down to 0.08, most weight about 0.5, which is what a version like stable is of an
 * `advanceBelow` of 2. Any fixed grid is valid; this one needs the least time there.
 */
const GRID = gridOf(24);

function gridOf(size: number): readonly { fraction: number; lnFraction: number; lnWeight: number }[] {
  const steps = Array.from({ length: size }, (_, index) => -0.03 - (index * 2.5) / size);
  const lnWeights = steps.map((lnFraction) => -((lnFraction - Math.log(0.5)) ** 2) / (2 * 0.5 ** 2));
  const lnTotal = lnSum(lnWeights);
  return steps.map((lnFraction, index) => ({
    fraction: Math.exp(lnFraction),
    lnFraction,
    lnWeight: (lnWeights[index] ?? 0) - lnTotal,
  }));
}
