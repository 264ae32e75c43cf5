import { lnEvidence } from './count-test.js';
import { badOf } from './counts.js';
import { lnSum } from './ln-sum.js';
import { type ClosedPeriod, countsOf, type Period, shareAtMost } from './period.js';

/** ln E of one test in one period. 0, which is no evidence, where the candidate's share is not known. */
export function lnEvidenceOf(period: Period, test: string, toleratedRatio: number): number {
  const counts = countsOf(period, test);
  return lnEvidence({
    candidateBad: counts.candidate.bad,
    bad: badOf(counts),
    share: shareAtMost(counts.share),
    toleratedRatio,
  });
}

/**
 * ln Σⱼ Eⱼ / (j(j + 1)) of one test, over the periods j = 1, 2, … of a rollout, closed ones first. As the weights
 * 1/(j(j + 1)) add up to 1, the sum is an e-value as each Eⱼ is, and m tests together act when their sum reaches m/α
 * (V. Vovk and R. Wang, *E-values: Calibration, combination and applications*, 2021: averages of e-values are e-values).
 * A late period needs evidence of j(j + 1) times as much, but starts without the clean time before it.
 */
export function lnRolloutEvidence(
  test: string,
  closed: readonly ClosedPeriod[],
  current: Period,
  toleratedRatio: number,
): number {
  const terms = closed.map(({ lnEvidence }, index) => (lnEvidence[test] ?? 0) - lnPeriodWeight(index + 1));
  terms.push(lnEvidenceOf(current, test, toleratedRatio) - lnPeriodWeight(closed.length + 1));
  return lnSum(terms);
}

/** ln j(j + 1). */
function lnPeriodWeight(number: number): number {
  return Math.log(number) + Math.log(number + 1);
}
