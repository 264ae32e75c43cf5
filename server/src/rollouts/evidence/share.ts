import type { Counts, SideCounts } from './counts.js';

/**
 * Callers needed for the share of events to stand for the share of bad events when nothing is known of each caller. Callers who
 * ask for very different parts of everything are as good as fewer equal ones: (Σn)² / Σn² of them (L. Kish, *Survey
 * Sampling*, 1965).
 */
export const LEAST_CALLERS = 100;

/** So many standard deviations are allowed for, by which the callers of the candidate may happen to be the worse ones. */
const SIGMAS = 3;

/** Bad events needed for a history to say anything of rates: below, the mean rate itself is known to worse than ± 40 %. */
const LEAST_BAD_IN_HISTORY = 20;

/**
 * The candidate's share of the bad events that would come if both versions were alike (w), within [0, 1], and where it
 * is from; or that it is not known, in which case no ratio is.
 */
export type Share =
  | {
      readonly basis: 'events';
      readonly value: number;
      /** What it may be at most, by how the callers happen to be spread over the sides; `value` where left out. */
      readonly atMost?: number;
    }
  | { readonly basis: 'history'; readonly value: number }
  | {
      readonly basis: 'none';
      readonly reason: 'few-callers';
      /** As many equal callers would say as much. */
      readonly callers: number;
    };

/** One caller (a sticky key) in one period: its counted events, its side, and what was counted of it before the rollout. */
export interface CallerEvents {
  readonly side: keyof Counts;
  readonly events: number;
  /** Of stable, before the rollout; zeros for a caller that is new. */
  readonly history: SideCounts;
  /** Whether it is here a second time, having been counted on the other side too. */
  readonly isRepeated?: boolean;
}

/** The measured share of counted events; 0 of none. Right when many callers are spread over both sides by chance. */
export function shareOfEvents({ candidate, stable }: Counts): number {
  const events = candidate.events + stable.events;
  return events === 0 ? 0 : candidate.events / events;
}

/**
 * A caller's own rate of bad events, drawn to the mean rate of all: p̂ = (f + 1) / (n + 1/p̄), with n events and f bad
 * ones in its history and the mean rate p̄ above 0. A new caller has p̄. Never 0, as raw rates of rare failures are.
 * It is the mean of a gamma posterior whose prior has shape 1 and mean p̄ (see any text on empirical Bayes).
 */
export function smoothedRate({ events, bad }: SideCounts, meanRate: number): number {
  return (bad + 1) / (events + 1 / meanRate);
}

/**
 * The share to test with. Callers stay on their side and differ in their own rates, so with few of them the share of
 * events misleads: each caller's events are weighed with its {@link smoothedRate}, w = Σ candidate nᵢp̂ᵢ / Σ all nᵢp̂ᵢ.
 * Without a history the share of events serves when the callers are as good as {@link LEAST_CALLERS} equal ones, with what
 * chance may have added to it; else there is none.
 */
export function shareOfCallers(callers: readonly CallerEvents[]): Share {
  let [events, bad] = [0, 0];
  for (const { history, isRepeated } of callers) {
    if (isRepeated) continue;
    events += history.events;
    bad += history.bad;
  }
  if (bad >= LEAST_BAD_IN_HISTORY) {
    const mean = bad / events;
    return { basis: 'history', value: shareWith(callers, ({ history }) => smoothedRate(history, mean)) };
  }
  const [candidate, stable] = [sumsOf(callers, 'candidate'), sumsOf(callers, 'stable')];
  const all = equalCallers([candidate, stable]);
  if (all < LEAST_CALLERS) return { basis: 'none', reason: 'few-callers', callers: Math.floor(all) };
  const value = shareWith(callers, () => 1);
  return { basis: 'events', value, atMost: atMost(value, equalCallers([candidate]), equalCallers([stable])) };
}

/**
 * Callers' rates are taken to be spread as {@link smoothedRate} takes them, with a standard deviation as large as their mean. Then
 * the rate of a side with as much as n equal callers is off by 1/√n, and the odds w/(1 − w) by both sides' together.
 */
function atMost(value: number, candidate: number, stable: number): number {
  if (candidate === 0 || stable === 0) return value;
  const odds = (value / (1 - value)) * Math.exp(SIGMAS * Math.sqrt(1 / candidate + 1 / stable));
  return odds / (1 + odds);
}

function shareWith(callers: readonly CallerEvents[], rateOf: (caller: CallerEvents) => number): number {
  let [candidate, all] = [0, 0];
  for (const caller of callers) {
    const expected = caller.events * rateOf(caller);
    all += expected;
    if (caller.side === 'candidate') candidate += expected;
  }
  return all === 0 ? 0 : candidate / all;
}

/** Σn and Σn² of the events of one side's callers. */
interface Sums {
  readonly events: number;
  readonly squares: number;
}

function sumsOf(callers: readonly CallerEvents[], side: keyof Counts): Sums {
  let [events, squares] = [0, 0];
  for (const caller of callers) {
    if (caller.side !== side) continue;
    events += caller.events;
    squares += caller.events ** 2;
  }
  return { events, squares };
}

/** (Σn)² / Σn²; 0 of none. */
function equalCallers(sums: readonly Sums[]): number {
  const events = sums.reduce((sum, each) => sum + each.events, 0);
  return events === 0 ? 0 : events ** 2 / sums.reduce((sum, each) => sum + each.squares, 0);
}
