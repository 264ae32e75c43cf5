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

/** Part of the evidence that is of all periods taken together. */
const LASTING_PART = 0.1;

/**
 * ln of 0.9 Σⱼ Eⱼ / (j(j + 1)) + 0.1 Πⱼ Eⱼ of one test, over the periods j = 1, 2, … of a rollout, closed ones first. As the weights
 * 1/(j(j + 1)) add up to 1, the sum is an e-value as each Eⱼ is; so is the product, as each is one whatever came before; and so is
 * their average. m tests together act when their sum reaches m/α (V. Vovk and R. Wang, *E-values: Calibration, combination and
 * applications*, 2021). In the sum a late period needs evidence of j(j + 1) times as much, but starts without the clean time before
 * it; the product is for a fault that is there all the time and shows too seldom for any one period to tell.
 */
export function lnRolloutEvidence(
  test: string,
  closed: readonly ClosedPeriod[],
  current: Period,
  toleratedRatio: number,
): number {
  const all = closed.map(({ lnEvidence }) => lnEvidence[test] ?? 0);
  all.push(lnEvidenceOf(current, test, toleratedRatio));
  const lnBest = lnSum(all.map((lnEvidence, index) => lnEvidence - lnPeriodWeight(index + 1)));
  const lnLasting = all.reduce((sum, lnEvidence) => sum + lnEvidence, 0);
  return lnSum([Math.log(1 - LASTING_PART) + lnBest, Math.log(LASTING_PART) + lnLasting]);
}

/** ln j(j + 1). */
function lnPeriodWeight(number: number): number {
  return Math.log(number) + Math.log(number + 1);
}
