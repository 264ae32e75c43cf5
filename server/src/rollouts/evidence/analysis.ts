/** What a rollout's evidence is held against. */
export interface Analysis {
  /** Chance, over the whole rollout and all tests, of rolling back a version that is no worse than tolerated. */
  readonly alpha: number;
  /** Rate of bad events relative to stable's that is still tolerated. */
  readonly toleratedRatio: number;
  /** A step is advanced from only when the ratio is shown to be under this; above 1. */
  readonly advanceBelow: number;
  /**
   * A rate of bad events that needs no comparison: a candidate that is shown to be under it advances whatever stable's rate is, so that one
   * which never fails beside one which never fails does. Above 0 and below 1; 0 for never, of slow calls neither, whose rate is that of `SLOW_RATE`.
   */
  readonly advanceBelowRate: number;
  /** How sure "shown" is: a version at `advanceBelow` and `advanceBelowRate` or worse is held with this chance at least. */
  readonly confidence: number;
  /** Bounds on the counted requests of the candidate that a step wants. */
  readonly requests: { readonly least: number; readonly most: number };
}

export const DEFAULT_ANALYSIS: Analysis = {
  alpha: 0.01,
  toleratedRatio: 1.5,
  advanceBelow: 2,
  advanceBelowRate: 0.005,
  confidence: 0.95,
  requests: { least: 300, most: 3_000 },
};

/** @throws RangeError for the first setting that makes no sense. */
export function checkAnalysis(analysis: Analysis): void {
  const { alpha, toleratedRatio, advanceBelow, advanceBelowRate, confidence, requests } = analysis;
  expectThat(alpha > 0 && alpha < 1, 'alpha above 0 and below 1', alpha);
  expectThat(toleratedRatio >= 1 && Number.isFinite(toleratedRatio), 'toleratedRatio of 1 or more', toleratedRatio);
  expectThat(advanceBelow > 1 && Number.isFinite(advanceBelow), 'advanceBelow above 1', advanceBelow);
  expectThat(
    advanceBelowRate >= 0 && advanceBelowRate < 1,
    'advanceBelowRate of 0 or more and below 1',
    advanceBelowRate,
  );
  expectThat(confidence > 0 && confidence < 1, 'confidence above 0 and below 1', confidence);
  const { least, most } = requests;
  const areBounds = Number.isSafeInteger(least) && Number.isSafeInteger(most) && least >= 0 && most >= least;
  expectThat(areBounds, 'whole requests with 0 ≤ least ≤ most', `least ${least}, most ${most}`);
}

/** Of the chance of an error that `confidence` leaves, the part of the rate; the ratio has the rest. */
const RATE_PART = 0.2;

/** The chances of wrongly showing either: together what `confidence` leaves. */
export function errorsOf({ confidence, advanceBelowRate }: Analysis): {
  readonly ratio: number;
  readonly rate: number;
} {
  const all = 1 - confidence;
  const rate = advanceBelowRate > 0 ? RATE_PART * all : 0;
  return { ratio: all - rate, rate };
}

function expectThat(holds: boolean, expected: string, got: number | string): void {
  if (!holds) throw new RangeError(`Expected ${expected}; got ${got}. Change it in the rollout's analysis.`);
}
