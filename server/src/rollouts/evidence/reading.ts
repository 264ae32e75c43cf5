import type { Analysis } from './analysis.js';
import { addSides, badOf, type SideCounts } from './counts.js';
import { isIncident } from './incident.js';
import { type ClosedPeriod, countsOf, type Period, shareValue } from './period.js';
import type { Stratum } from './ratio-bound.js';
import { lnEvidenceOf } from './rollout-evidence.js';
import type { Step } from './step.js';

/** One of the counts that a rollout is judged by, such as failures or slow calls. */
export interface Test {
  /** As in {@link Period.tests}. */
  readonly name: string;
  /** A test that `decides` has to be shown fine before the rollout advances; one that `guards` can only roll it back. */
  readonly role: 'decides' | 'guards';
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
export function strataOf(reading: Reading, test: string): readonly Stratum[] {
  const { closed, current, analysis } = reading;
  const isClean = !isIncident(countsOf(current, test).stable, stableBefore(reading, test), analysis.alpha);
  const periods: readonly Period[] = [...closed.filter(({ incident }) => !incident), ...(isClean ? [current] : [])];
  return periods.flatMap((period) => {
    const counts = countsOf(period, test);
    const share = shareValue(counts.share);
    return share > 0 && share < 1 ? [{ candidateBad: counts.candidate.bad, bad: badOf(counts), share }] : [];
  });
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
