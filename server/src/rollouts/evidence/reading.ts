import type { Analysis } from './analysis.js';
import { addSides, badOf, type SideCounts } from './counts.js';
import { isIncident } from './incident.js';
import { type ClosedPeriod, countsOf, type Period, shareValue } from './period.js';
import type { Strata, Stratum } from './ratio-bound.js';
import { lnEvidenceOf } from './rollout-evidence.js';
import type { Step } from './step.js';

/** One of the counts that a rollout is judged by, such as failures or slow calls. */
export interface Test {
  /** As in {@link Period.tests}. */
  readonly name: string;
  /** A test that `decides` has to be shown fine before the rollout advances; one that `guards` can only roll it back. */
  readonly role: 'decides' | 'guards';
  /** A rate of the candidate's own that is fine, whatever stable's is; null where a comparison alone tells. */
  readonly fineRate: FineRate | null;
}

/** A rate of bad events that needs no comparison. */
export interface FineRate {
  /** It is fine under this; above 0 and below 1. */
  readonly below: number;
  /** Periods that began earlier do not tell: nothing could be bad in them, as nobody knew yet what is. Epoch milliseconds. */
  readonly sinceMs: number;
}

/** All that is known of a rollout at one moment. */
export interface Reading {
  readonly steps: readonly Step[];
  readonly analysis: Analysis;
  /** The tests that run together (m of them), at least one of which decides. */
  readonly tests: readonly Test[];
  /** What stable did before the rollout, by test; zeros where nobody knows. */
  readonly history: Readonly<Record<string, SideCounts>>;
  /** In order of time. */
  readonly closed: readonly ClosedPeriod[];
  readonly current: Period;
  /** Of the shadow comparison: `clean` also where none was asked for. */
  readonly comparison: 'clean' | 'undecided' | 'different';
}

/** Closes the current period: what is kept of it is worked out once. */
export function closePeriod(reading: Reading): ClosedPeriod {
  const { current, tests, analysis } = reading;
  const incident = tests.some(({ name }) =>
    isIncident(countsOf(current, name).stable, stableBefore(reading, name), analysis.alpha),
  );
  const lnEvidence = Object.fromEntries(
    tests.map(({ name }) => [name, lnEvidenceOf(current, name, analysis.toleratedRatio)]),
  );
  return { ...current, lnEvidence, incident };
}

/**
 * The tests that decide.
 * @throws RangeError when there is none: nothing would stand between a rollout and promotion
 */
export function decidingTests({ tests }: Reading): readonly Test[] {
  const deciding = tests.filter(({ role }) => role === 'decides');
  if (deciding.length > 0) return deciding;
  throw new RangeError(
    `Expected at least one test that decides; got ${tests.map(({ name }) => name).join(', ') || 'none'}, which only guard. Let failures decide.`,
  );
}

/** What stable did before the current period, incidents aside. */
export function stableBefore({ history, closed }: Reading, test: string): SideCounts {
  let before = history[test] ?? { events: 0, bad: 0 };
  for (const period of closed) if (!period.incident) before = addSides(before, countsOf(period, test).stable);
  return before;
}

/**
 * Bad events of a test with the share each period had. Left out are periods of an incident, in which both versions may
 * fail as one and look alike whatever they are, and periods in which the share is not known.
 */
export function strataOf(reading: Reading, test: string): Strata {
  return {
    settled: settledStrata(reading.closed, test),
    open: isCurrentClean(reading, test) ? stratumOf(reading.current, test) : [],
  };
}

/** By the closed periods; of use while who reads gives the same list again, as long as it was. */
const SETTLED = new WeakMap<readonly ClosedPeriod[], Map<string, { length: number; strata: readonly Stratum[] }>>();

function settledStrata(closed: readonly ClosedPeriod[], test: string): readonly Stratum[] {
  let byTest = SETTLED.get(closed);
  if (byTest === undefined) {
    byTest = new Map();
    SETTLED.set(closed, byTest);
  }
  const known = byTest.get(test);
  if (known?.length === closed.length) return known.strata;
  const strata = closed.filter(({ incident }) => !incident).flatMap((period) => stratumOf(period, test));
  byTest.set(test, { length: closed.length, strata });
  return strata;
}

function stratumOf(period: Period, test: string): readonly Stratum[] {
  const counts = countsOf(period, test);
  const share = shareValue(counts.share);
  return share > 0 && share < 1 ? [{ candidateBad: counts.candidate.bad, bad: badOf(counts), share }] : [];
}

/** What the candidate did at the current step in periods that began at `sinceMs` or later, incidents aside. */
export function candidateAtStep(reading: Reading, test: string, sinceMs: number): SideCounts {
  return cleanPeriods(reading, test)
    .filter(({ step, startedAtMs }) => step === reading.current.step && startedAtMs >= sinceMs)
    .reduce((sum, period) => addSides(sum, countsOf(period, test).candidate), { events: 0, bad: 0 });
}

/** Periods without an incident; of the current one, by the test alone. */
function cleanPeriods(reading: Reading, test: string): readonly Period[] {
  const { closed, current } = reading;
  return [...closed.filter(({ incident }) => !incident), ...(isCurrentClean(reading, test) ? [current] : [])];
}

function isCurrentClean(reading: Reading, test: string): boolean {
  const { current, analysis } = reading;
  return !isIncident(countsOf(current, test).stable, stableBefore(reading, test), analysis.alpha);
}

/** Counted requests of the candidate at the current step, by the deciding test that counted the fewest. */
export function candidateRequestsOf(reading: Reading): number {
  const { closed, current } = reading;
  const periods: readonly Period[] = [...closed.filter(({ step }) => step === current.step), current];
  return Math.min(
    ...decidingTests(reading).map(({ name }) =>
      periods.reduce((sum, period) => sum + countsOf(period, name).candidate.events, 0),
    ),
  );
}
