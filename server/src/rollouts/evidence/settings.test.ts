import { expect, it } from 'vitest';
import { checkAnalysis, DEFAULT_ANALYSIS } from './analysis.js';
import { isOver, PERIOD_MS } from './period.js';
import { requestsWanted, type StableRate, shortestPlanMinutes } from './plan.js';
import { slowThresholdMs } from './slow-threshold.js';
import { DEFAULT_STEPS } from './step.js';

it('a period is over after ten minutes, and when step or weight change', () => {
  const period = { startedAtMs: 1_000, step: 1, weight: 5, tests: {} };
  const now = { nowMs: PERIOD_MS + 999, step: 1, weight: 5 };
  expect(isOver(period, now)).toBe(false);
  expect(isOver(period, { ...now, nowMs: PERIOD_MS + 1_000 })).toBe(true);
  expect(isOver(period, { ...now, weight: 25 })).toBe(true);
  expect(isOver(period, { ...now, step: 2 })).toBe(true);
});

it('slow is what 5 % of stable’s calls are, once there are enough of them', () => {
  const calls = Array.from({ length: 1_000 }, (_, index) => 1_000 - index);
  const threshold = slowThresholdMs(calls);
  expect(calls.filter((latency) => latency > (threshold ?? 0))).toHaveLength(50);
  expect(slowThresholdMs(calls.slice(0, 99))).toBeNull();
  expect(() => slowThresholdMs([5, Number.NaN])).toThrow(/Expected latencies of 0 ms or more; got NaN/);
});

it('a step wants more requests the rarer failures are, and a plan takes longer', () => {
  const wide = { ...DEFAULT_ANALYSIS, requests: { least: 0, most: 10_000_000 } };
  const wanted = (badRate: number) => requestsWanted(0.25, { badRate, fineBelow: null }, wide);
  expect(wanted(0.001)).toBeGreaterThan(9 * wanted(0.01));
  const total = (eventsPerMinute: number) =>
    totalMinutes([rateOf(0.01), { badRate: 0.05, fineBelow: null }], eventsPerMinute);
  expect(total(60)).toBeCloseTo(10 * total(600), 5);
});

it('beside a stable version that never fails a plan is shorter than beside one that does, unless no rate is enough', () => {
  expect(totalMinutes([rateOf(0)], 600)).toBeLessThan(totalMinutes([rateOf(0.01)], 600) / 2);
  expect(requestsWanted(0.25, rateOf(0), DEFAULT_ANALYSIS)).toBeLessThan(1_200);
  const compared = { ...DEFAULT_ANALYSIS, advanceBelowRate: 0 };
  expect(requestsWanted(0.25, rateOf(0), compared)).toBe(DEFAULT_ANALYSIS.requests.most);
  expect(totalMinutes([rateOf(0)], 600, compared)).toBe(Number.POSITIVE_INFINITY);
});

function rateOf(badRate: number): StableRate {
  return { badRate, fineBelow: DEFAULT_ANALYSIS.advanceBelowRate };
}

function totalMinutes(tests: readonly StableRate[], eventsPerMinute: number, analysis = DEFAULT_ANALYSIS): number {
  const minutes = shortestPlanMinutes(DEFAULT_STEPS, { eventsPerMinute, tests }, analysis);
  return minutes.reduce((sum, each) => sum + each);
}

it.each([
  [{ alpha: 0 }, /Expected alpha above 0 and below 1; got 0/],
  [{ toleratedRatio: 0.5 }, /Expected toleratedRatio of 1 or more; got 0.5/],
  [{ advanceBelow: 1 }, /Expected advanceBelow above 1; got 1/],
  [{ advanceBelowRate: 1 }, /Expected advanceBelowRate of 0 or more and below 1; got 1/],
  [{ confidence: 1 }, /Expected confidence above 0 and below 1; got 1/],
  [{ requests: { least: 9, most: 3 } }, /Expected whole requests with 0 ≤ least ≤ most; got least 9, most 3/],
])('an analysis with %o is refused', (wrong, message) => {
  expect(() => checkAnalysis({ ...DEFAULT_ANALYSIS, ...wrong })).toThrow(message);
});

it('the default analysis is sound', () => {
  expect(() => checkAnalysis(DEFAULT_ANALYSIS)).not.toThrow();
});
