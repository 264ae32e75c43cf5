import type { SideCounts } from './counts.js';
import { lnSum } from './ln-sum.js';

/**
 * ln of the e-value against "the rate of bad events is at least `rate`": the likelihood of a smaller rate, averaged over a fixed grid of
 * fractions of `rate`, to that of `rate`.
 *
 * With g < 1 an event multiplies the likelihood ratio of g·q to q by g when it is bad and by (1 − gq)/(1 − q) when it is not. The mean of that
 * is 1 at a true rate of q and less above, so the average is an e-value for every rate from q up. It only rises with q (a bad event's
 * factor does not depend on it, the other's rises), so {@link rateUpperEnd} finds its one crossing.
 *
 * @param rate above 0 and below 1
 */
export function lnEvidenceBelowRate(rate: number, { events, bad }: SideCounts): number {
  return lnSum(
    GRID.filter(({ fraction }) => fraction > 0 || bad === 0).map(({ fraction, lnWeight }) => {
      const lnBad = bad === 0 ? 0 : bad * Math.log(fraction);
      return lnWeight + lnBad + (events - bad) * (Math.log1p(-rate * fraction) - Math.log1p(-rate));
    }),
  );
}

/** Whether the rate is shown to be under `rate`, wrongly with a chance of at most `error` however often it is asked. */
export function isRateBelow(rate: number, counts: SideCounts, error: number): boolean {
  return lnEvidenceBelowRate(rate, counts) >= -Math.log(error);
}

/**
 * Upper end of a confidence sequence for the rate of bad events, 0 to 1: with the chance 1 − `error` the true rate is below it at
 * all times at once. 1 where the counts do not say.
 *
 * Sources: H. Robbins (1970) for inverting a mixture; I. Waudby-Smith and A. Ramdas, *Estimating means of bounded random variables by
 * betting* (2024) for rates.
 */
export function rateUpperEnd(counts: SideCounts, error: number): number {
  let [low, high] = [1e-7, 1];
  while (high / low > 1.0001) {
    const middle = Math.sqrt(low * high);
    if (isRateBelow(middle, counts, error)) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * Half of the weight is on a version that never fails at all, which is what this is asked of for the most part; the rest on fractions for
 * one that fails now and then. Any fixed grid is valid.
 */
const FRACTIONS = [0.03, 0.06, 0.1, 0.15, 0.22, 0.32, 0.45, 0.6, 0.8] as const;
const GRID: readonly { fraction: number; lnWeight: number }[] = [
  { fraction: 0, lnWeight: Math.log(0.5) },
  ...FRACTIONS.map((fraction) => ({ fraction, lnWeight: Math.log(0.5 / FRACTIONS.length) })),
];
