import { type Analysis, errorsOf } from './analysis.js';
import { isRateBelow, rateUpperEnd } from './rate-bound.js';
import { HIGHEST_RATIO, isShownBelow, ratioUpperEnd } from './ratio-bound.js';
import { candidateAtStep, type Reading, strataOf, type Test } from './reading.js';

/** How bad the candidate may still be; null where the counts do not say, or where it is not asked. */
export interface UpperEnds {
  /** Of its rate relative to stable's, by the evidence of the whole rollout. */
  readonly ratio: number | null;
  /** Of its rate, at this step. */
  readonly rate: number | null;
}

/**
 * Whether a test is shown to be fine: the rate relative to stable's is under `advanceBelow`, or so few events are bad that it does not matter
 * what stable does. A version that is neither is wrongly shown so with a chance of at most 1 − `confidence`.
 */
export function isShownFine(reading: Reading, test: Test): boolean {
  return isRateShown(reading, test) || isRatioShown(reading, test);
}

/** Whether the candidate's own rate at this step is shown to be under `advanceBelowRate`: no share has to be known for that. */
export function isRateShown(reading: Reading, { name, passesByRate }: Test): boolean {
  const { analysis } = reading;
  if (!passesByRate || !asksForRate(analysis)) return false;
  return isRateBelow(analysis.advanceBelowRate, candidateAtStep(reading, name), errorsOf(analysis).rate);
}

function isRatioShown(reading: Reading, { name }: Test): boolean {
  const { analysis } = reading;
  return isShownBelow(analysis.advanceBelow, strataOf(reading, name), errorsOf(analysis).ratio);
}

/** For people: it takes some milliseconds with a thousand periods. */
export function upperEndsOf(reading: Reading, { name, passesByRate }: Test): UpperEnds {
  const { analysis } = reading;
  const errors = errorsOf(analysis);
  const ratio = ratioUpperEnd(strataOf(reading, name), errors.ratio);
  const rate = passesByRate && asksForRate(analysis) ? rateUpperEnd(candidateAtStep(reading, name), errors.rate) : 1;
  return { ratio: ratio < HIGHEST_RATIO ? ratio : null, rate: rate < 1 ? rate : null };
}

function asksForRate({ advanceBelowRate }: Analysis): boolean {
  return advanceBelowRate > 0;
}
