import { expect, it } from 'vitest';
import { DEFAULT_ANALYSIS } from './analysis.js';
import type { SideCounts } from './counts.js';
import { judge, withUpperEnds } from './judge.js';
import type { Period } from './period.js';
import { closePeriod, type Reading } from './reading.js';
import { shareOfEvents } from './share.js';
import { testsOf } from './tests-of.js';

const side = (events: number, bad: number): SideCounts => ({ events, bad });
const NOBODY = { candidate: side(0, 0), stable: side(0, 0) };

/** Beside what is slow nothing is bad on either side. */
function period(candidate: SideCounts, stable: SideCounts, over: Partial<Period> = {}): Period {
  const counted = (slow: boolean) => {
    const counts = slow
      ? { candidate, stable }
      : { candidate: side(candidate.events, 0), stable: side(stable.events, 0) };
    return { ...counts, share: { basis: 'events', value: shareOfEvents(counts) } as const };
  };
  const tests = { failures: counted(false), slow: counted(true), partial: counted(false) };
  return { startedAtMs: 0, step: 0, weight: 50, tests, ...over };
}

function reading(current: Period, over: Partial<Reading> = {}): Reading {
  return {
    steps: [
      { kind: 'weight', weight: 50 },
      { kind: 'weight', weight: 95 },
    ],
    analysis: DEFAULT_ANALYSIS,
    tests: testsOf(DEFAULT_ANALYSIS, 0),
    history: { failures: side(100_000, 0), slow: side(100_000, 5_000), partial: side(100_000, 0) },
    closed: [],
    current,
    comparison: 'clean',
    ...over,
  };
}

const FASTER = reading(period(side(2_400, 4), side(2_380, 4)));

it('advances where hardly any call of either side is slow any more, as stable was measured in a slower time', () => {
  const decision = judge(FASTER);
  expect(decision).toMatchObject({ outcome: 'advance', to: { kind: 'step', step: 1 } });
  const slow = decision.evidence.tests.find(({ test }) => test === 'slow');
  expect(slow?.ratioUpperEnd).toBeGreaterThan(2);
  expect(slow?.rateUpperEnd).toBeLessThan(0.01);
  expect(slow?.rateWanted).toBe(0.05);
});

it('holds a candidate that is as often slow as it may not be, and takes back what is slower than stable is now', () => {
  const twice = judge(reading(period(side(2_400, 240), side(2_400, 120))));
  expect(twice.outcome).not.toBe('advance');
  const some = judge(reading(period(side(2_400, 130), side(2_400, 80))));
  expect(some).toMatchObject({
    hold: 'ratio-not-shown',
    reason: expect.stringContaining('or under 5 % of the requests'),
  });
  // Far under the rate, but not beside stable.
  expect(judge(reading(period(side(2_400, 50), side(2_400, 2)))).outcome).toBe('roll-back');
});

it('asks for the comparison alone where no rate is said to be enough', () => {
  const analysis = { ...DEFAULT_ANALYSIS, advanceBelowRate: 0 };
  const failing = { failures: side(100_000, 1_000), slow: side(100_000, 5_000), partial: side(100_000, 0) };
  const compared = { ...FASTER, analysis, tests: testsOf(analysis, 0), history: failing };
  expect(judge(compared).outcome).toBe('hold');
  const told = withUpperEnds(judge(compared), compared).evidence.tests;
  expect(told.map(({ rateUpperEnd, rateWanted }) => [rateUpperEnd, rateWanted])).toEqual(Array(3).fill([null, null]));
});

it('does not take calls for fast that were counted before it was known what is slow', () => {
  const blind = period(side(2_400, 0), side(2_380, 0));
  expect(judge({ ...FASTER, current: blind, tests: testsOf(DEFAULT_ANALYSIS, null) }).outcome).toBe('hold');
  const tests = testsOf(DEFAULT_ANALYSIS, 1_000);
  const before = reading(blind, { tests });
  expect(judge(before)).toMatchObject({ outcome: 'hold', hold: 'ratio-not-shown' });
  const closed = [closePeriod(before)];
  const begun = period(NOBODY.candidate, NOBODY.stable, { startedAtMs: 1_000 });
  expect(judge(reading(begun, { tests, closed }))).toMatchObject({ outcome: 'hold', hold: 'ratio-not-shown' });
  const since = period(side(400, 1), side(400, 1), { startedAtMs: 1_000 });
  expect(judge(reading(since, { tests, closed })).outcome).toBe('advance');
});
