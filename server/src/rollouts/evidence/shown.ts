import { errorsOf } from './analysis.js';
import { isRateBelow, rateUpperEnd } from './rate-bound.js';
import { HIGHEST_RATIO, isShownBelow, ratioUpperEnd } from './ratio-bound.js';
import { candidateAtStep, type FineRate, type Reading, strataOf, type Test } from './reading.js';

/** How bad the candidate may still be; null where the counts do not say, or where it is not asked. */
export interface UpperEnds {
  /** Of its rate relative to stable's, by the evidence of the whole rollout. */
  readonly ratio: number | null;
  /** Of its rate, at this step. */
  readonly rate: number | null;
  /** What its rate has to be under. */
  readonly rateWanted: number | null;
}

/**
 * Whether a test is shown to be fine: the rate relative to stable's is under `advanceBelow`, or so few events are bad that it does not matter
 * what stable does. A version that is neither is wrongly shown so with a chance of at most 1 − `confidence`.
 */
export function isShownFine(reading: Reading, test: Test): boolean {
  return isRateShown(reading, test) || isRatioShown(reading, test);
}

/** Whether the candidate's own rate at this step is shown to be fine: no share has to be known for that. */
export function isRateShown(reading: Reading, test: Test): boolean {
  const fine = fineRateOf(reading, test);
  if (fine === null) return false;
  return isRateBelow(fine.below, candidateAtStep(reading, test.name, fine.sinceMs), errorsOf(reading.analysis).rate);
}

/** The rate that is fine by itself; null where a comparison is wanted, of this test or by the plan of all. */
export function fineRateOf({ analysis }: Reading, { fineRate }: Test): FineRate | null {
  return analysis.advanceBelowRate > 0 ? fineRate : null;
}

function isRatioShown(reading: Reading, { name }: Test): boolean {
  const { analysis } = reading;
  return isShownBelow(analysis.advanceBelow, strataOf(reading, name), errorsOf(analysis).ratio);
}

/** For people: it takes some milliseconds with a thousand periods. */
export function upperEndsOf(reading: Reading, test: Test): UpperEnds {
  const errors = errorsOf(reading.analysis);
  const ratio = ratioUpperEnd(strataOf(reading, test.name), errors.ratio);
  const fine = fineRateOf(reading, test);
  const rate = fine === null ? 1 : rateUpperEnd(candidateAtStep(reading, test.name, fine.sinceMs), errors.rate);
  return {
    ratio: ratio < HIGHEST_RATIO ? ratio : null,
    rate: rate < 1 ? rate : null,
    rateWanted: fine?.below ?? null,
  };
}
