import { lnEvidence } from '../evidence/index.js';
import type { ComparedField } from '../model/index.js';
import { excessUpperEnd, isExcessBelow, type PairCounts } from './excess-bound.js';
import { pairsWanted } from './pairs-wanted.js';

/** What the comparison says of one field, or of a candidate as a whole. */
export type ComparisonVerdict = 'clean' | 'undecided' | 'different';

export interface ComparisonAnalysis {
  /** Excess mismatch that is still tolerated, above 0 and below 1. */
  readonly toleratedMismatch: number;
  /**
   * Chance, over the whole rollout, of calling any field different that is not; and of calling a candidate clean that has a field at the tolerated
   * mismatch or worse.
   */
  readonly alpha: number;
}

/** One row of the table that an admin reads. */
export interface FieldVerdict extends ComparedField {
  readonly verdict: ComparisonVerdict;
  /** Upper end of the excess mismatch, 0 to 1. */
  readonly excessUpperEnd: number;
  /** Of an undecided field: pairs without a difference that are still wanted; null where it is decided, or they would not do. */
  readonly pairsWanted: number | null;
}

/** What the comparison says of every field. */
export function judgeFields(fields: readonly ComparedField[], analysis: ComparisonAnalysis): readonly FieldVerdict[] {
  const { toleratedMismatch, alpha } = analysis;
  return fields.map((field) => {
    const verdict = verdictOn(field, fields.length, analysis);
    return {
      ...field,
      verdict,
      excessUpperEnd: excessUpperEnd(field, alpha),
      pairsWanted: verdict === 'undecided' ? pairsWanted(field, toleratedMismatch, alpha) : null,
    };
  });
}

/**
 * What the comparison says of a candidate: *different* when any field is, *clean* when all are and there is one, else *undecided*. May be read as
 * often as one likes.
 *
 * A candidate is called clean only when every field is shown to be under the tolerated mismatch, so it is called so wrongly only if a field that
 * is not passes, and each field may be tested at `alpha` whole (an intersection–union test: R. Berger, 1982). One false alarm is enough to
 * call it different, so there `alpha` is split over the fields: see {@link partsOfAlpha}.
 */
export function judgeComparison(fields: readonly ComparedField[], analysis: ComparisonAnalysis): ComparisonVerdict {
  const verdicts = fields.map((field) => verdictOn(field, fields.length, analysis));
  if (verdicts.includes('different')) return 'different';
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === 'clean') ? 'clean' : 'undecided';
}

function verdictOn(field: ComparedField, fields: number, analysis: ComparisonAnalysis): ComparisonVerdict {
  if (field.accepted !== null) return 'clean';
  // What is shown to be tolerable is tolerated, also where a small difference is certain.
  if (isExcessBelow(analysis.toleratedMismatch, field, analysis.alpha)) return 'clean';
  return lnDifference(field) >= Math.log(partsOfAlpha(fields) / analysis.alpha) ? 'different' : 'undecided';
}

/**
 * ln of the e-value against "the candidate differs no oftener than stable does from itself", by discordant pairs alone: the three reads come in
 * random order, so that without a difference either of two discordant reads is the candidate's with a chance of one half.
 */
export function lnDifference({ candidateOnly, noiseOnly }: PairCounts): number {
  return lnEvidence({ candidateBad: candidateOnly, bad: candidateOnly + noiseOnly, share: 0.5, toleratedRatio: 1 });
}

/** Fields among which alpha is split evenly; those that come later get less. */
const EVEN_FIELDS = 128;

/**
 * Into how many parts alpha is split while so many fields are known: 1/256 each up to 128 fields, then 64/n². Fields come one by
 * one, and the n-th is never tested with a larger part than that of n, so that the chances of all false alarms together are at most
 * 128/256 + Σ 64/n² (n > 128) < 1 times alpha.
 */
export function partsOfAlpha(fields: number): number {
  return 2 * Math.max(EVEN_FIELDS, fields ** 2 / EVEN_FIELDS);
}
