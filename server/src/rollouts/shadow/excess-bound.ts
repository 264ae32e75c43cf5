import { lnSum } from '../evidence/ln-sum.js';

/** Compared pairs of one field, each of one operation. */
export interface PairCounts {
  readonly pairs: number;
  /** Pairs in which the candidate differs from stable and stable's second read does not. */
  readonly candidateOnly: number;
  /** Pairs in which stable's second read differs and the candidate does not. */
  readonly noiseOnly: number;
}

/**
 * ln of the e-value against "the excess mismatch is at least `excess`": the excess is the chance of a candidate-only difference less
 * that of a noise-only one. With X = 1, −1 or 0 for a candidate-only, noise-only or any other pair, the mean of X is the excess, and a bet of
 * the part f of what may be lost multiplies the capital by 1 − λ(X − excess), λ = f / (1 − excess), whose mean is at most 1 under the
 * hypothesis. The capital, averaged over a fixed grid of f, is the e-value. It only rises with `excess`.
 *
 * Sources: I. Waudby-Smith and A. Ramdas, *Estimating means of bounded random variables by betting* (2024); H. Robbins (1970) for mixtures.
 *
 * @param excess above −1 and below 1
 */
export function lnEvidenceBelowExcess(excess: number, { pairs, candidateOnly, noiseOnly }: PairCounts): number {
  const alike = pairs - candidateOnly - noiseOnly;
  return lnSum(
    BETS.map(({ part, lnWeight }) => {
      const stake = part / (1 - excess);
      return (
        lnWeight +
        alike * Math.log1p(stake * excess) +
        candidateOnly * Math.log1p(-part) +
        noiseOnly * Math.log1p(stake * (1 + excess))
      );
    }),
  );
}

/** Whether the excess mismatch is shown to be under `excess`, wrongly with a chance of at most `alpha` however often it is asked. */
export function isExcessBelow(excess: number, counts: PairCounts, alpha: number): boolean {
  return lnEvidenceBelowExcess(excess, counts) >= -Math.log(alpha);
}

/**
 * Upper end of a confidence sequence for the excess mismatch, 0 to 1: with the chance 1 − `alpha` the true excess is below it at
 * all times at once. 1 where the pairs do not say.
 */
export function excessUpperEnd(counts: PairCounts, alpha: number): number {
  let [low, high] = [0, 1];
  while (high - low > 1e-5) {
    const middle = (low + high) / 2;
    if (isExcessBelow(middle, counts, alpha)) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * Most is bet on fields without any difference, which nearly all are: 150 clean pairs show an excess under 3 %. What is left is
 * spread over smaller bets, for fields with noise of their own.
 */
const BOLD = { part: 0.99, lnWeight: Math.log(0.8) };
const CAUTIOUS = 12;
const BETS: readonly { part: number; lnWeight: number }[] = [
  BOLD,
  ...Array.from({ length: CAUTIOUS }, (_, at) => ({ part: 0.8 * 0.65 ** at, lnWeight: Math.log(0.2 / CAUTIOUS) })),
];
