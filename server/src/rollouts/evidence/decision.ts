import type { Counts } from './counts.js';
import type { Share } from './share.js';
import type { Next } from './step.js';

/** What the evidence says of a rollout at one moment. Plain data: it is stored with the transition it causes, and shown. */
export type Decision =
  | { readonly outcome: 'roll-back'; readonly reason: string; readonly evidence: Figures }
  | { readonly outcome: 'advance'; readonly to: Next; readonly evidence: Figures }
  | { readonly outcome: 'hold'; readonly hold: HoldReason; readonly reason: string; readonly evidence: Figures };

/**
 * Why a rollout neither advances nor goes back:
 * - `few-callers`: the candidate's share is not known, so neither is any ratio;
 * - `vendor-incident`: stable does worse than before, or did in the last period;
 * - `too-little-traffic`: the step wants more requests;
 * - `comparison-undecided`, `comparison-different`: the shadow comparison is not clean;
 * - `ratio-not-shown`: the candidate may still be as bad as `advanceBelow`, and its rate no lower than what is fine by itself.
 */
export type HoldReason =
  | 'few-callers'
  | 'vendor-incident'
  | 'too-little-traffic'
  | 'comparison-undecided'
  | 'comparison-different'
  | 'ratio-not-shown';

/** The numbers behind a decision. */
export interface Figures {
  /** ln of the evidence of all tests together, against "no worse than tolerated". */
  readonly lnEvidence: number;
  /** ln(m/α): at or above it a rollout goes back. */
  readonly lnThreshold: number;
  /** Counted requests of the candidate at this step, and how many the step wants. */
  readonly requests: { readonly seen: number; readonly wanted: number };
  readonly tests: readonly TestFigures[];
}

/** The numbers of one test. */
export interface TestFigures {
  readonly test: string;
  /** Its part of the evidence, ln. */
  readonly lnEvidence: number;
  /** Counted in the current period. */
  readonly period: Counts;
  readonly share: Share;
  /** Upper end of the ratio's confidence sequence; null where the counts do not say, and in a hold until `withUpperEnds` tells it. */
  readonly ratioUpperEnd: number | null;
  /** As `ratioUpperEnd`, of the candidate's own rate at this step; null also of tests that do not pass by their rate. */
  readonly rateUpperEnd: number | null;
  /** What `rateUpperEnd` has to be under; null as that is where a rate is not asked for. */
  readonly rateWanted: number | null;
}
