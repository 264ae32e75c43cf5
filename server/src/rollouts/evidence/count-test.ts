import { LN_LEAST, lnBeta, lnUpperTail } from './beta.js';

/** How firmly the prior expects a candidate that is just tolerated: as firmly as if it had seen this many bad events. */
const PRIOR_EVENTS = 20;

/** A side with less than this share has as good as no traffic, and nothing is told of it. */
const LEAST_SHARE = 1e-9;

/** Bad events of one period, and what they are tested against. */
export interface CountTest {
  /** Bad events of the candidate (K), at most `bad`. */
  readonly candidateBad: number;
  /** Bad events of both sides (N). */
  readonly bad: number;
  /** The candidate's share of what was counted (w), above 0 and below 1; at or beyond either end nothing can be told. */
  readonly share: number;
  /** Rate of bad events of the candidate relative to stable's that is still tolerated (r), above 0. */
  readonly toleratedRatio: number;
}

/** Share of the bad events that fall to a candidate whose rate is `ratio` times stable's: θ = w·ρ / (w·ρ + 1 − w). */
export function badShareAt(ratio: number, share: number): number {
  return (share * ratio) / (share * ratio + 1 - share);
}

/**
 * ln E, where E is an e-value against "the candidate is no worse than tolerated": under that hypothesis the mean of E is
 * at most 1 whenever it is read, so that it reaches 1/α with a chance of at most α (Ville's inequality). Each bad event
 * is the candidate's with the chance θ; E is the likelihood ratio of θ to the tolerated θ₀, averaged over θ > θ₀ with
 * the weights of Beta(20·θ₀, 20·(1 − θ₀)) cut off at θ₀:
 *
 *     E = B(a + K, b + N − K) · P(Beta(a + K, b + N − K) > θ₀) / (B(a, b) · P(Beta(a, b) > θ₀) · θ₀ᴷ (1 − θ₀)ᴺ⁻ᴷ)
 *
 * Finite for all counts up to 10⁷ and beyond. Where the candidate is so much better that P(…) is too small for a number,
 * {@link LN_LEAST} is told for an E that is below 1: less than the truth, so that the test stays valid.
 *
 * Sources: H. Robbins, *Statistical Methods Related to the Law of the Iterated Logarithm* (1970), for mixtures;
 * M. Lindon and A. Malek, *Anytime-Valid Inference for Multinomial Count Data* (2022), for counts with a beta prior.
 */
export function lnEvidence({ candidateBad, bad, share, toleratedRatio }: CountTest): number {
  if (bad === 0 || !(share > LEAST_SHARE && share < 1 - LEAST_SHARE)) return 0;
  const tolerated = badShareAt(toleratedRatio, share);
  const rest = (1 - share) / (share * toleratedRatio + 1 - share);
  const [a, b] = [PRIOR_EVENTS * tolerated, PRIOR_EVENTS * rest];
  const [aSeen, bSeen] = [a + candidateBad, b + bad - candidateBad];
  const tail = lnUpperTail(tolerated, aSeen, bSeen);
  if (tail <= LN_LEAST) return LN_LEAST;
  const prior = lnBeta(a, b) + lnUpperTail(tolerated, a, b);
  const likelihood = candidateBad * Math.log(tolerated) + (bad - candidateBad) * Math.log(rest);
  return Math.max(LN_LEAST, lnBeta(aSeen, bSeen) + tail - prior - likelihood);
}
