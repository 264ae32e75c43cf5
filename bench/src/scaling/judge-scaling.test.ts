import { expect, it } from 'vitest';
import { growthHolds, ratiosOf, startHolds } from './judge-scaling.ts';
import type { DimensionResult } from './scaling-result.ts';

const result = (smallest: number[], largest: number[]): DimensionResult => ({
  name: 'tenants',
  from: 1,
  mostGrowth: 1.05,
  sizes: [
    { count: 1, cpuPerRequest: smallest, startMs: 1, peakMegabytes: 1 },
    { count: 1_000, cpuPerRequest: largest, startMs: 1, peakMegabytes: 1 },
  ],
  absent: [],
});

it('a size is compared with the smallest of the same round', () => {
  const [first, last] = ratiosOf(result([100, 200], [104, 208]));
  expect(first?.ratio?.mean).toBe(1);
  expect(last?.ratio?.mean).toBeCloseTo(1.04, 9);
});

it('a size that is not the smallest may be the one that others are compared with', () => {
  const { sizes, ...rest } = result([100, 200], [104, 208]);
  const smaller = { count: 0, cpuPerRequest: [50, 100], startMs: 1, peakMegabytes: 1 };
  expect(ratiosOf({ ...rest, sizes: [smaller, ...sizes] }).map(({ ratio }) => ratio?.mean)).toEqual([0.5, 1, 1.04]);
});

it('growth holds when even the upper end of the interval is below the goal', () => {
  expect(growthHolds(result([100, 200, 300], [104, 208, 312]))).toBe(true);
  expect(growthHolds(result([100, 200, 300], [90, 230, 300]))).toBe(false);
  expect(growthHolds(result([100, 200, 300], [110, 220, 330]))).toBe(false);
});

it('growth does not hold where a size could not be measured', () => {
  const whole = result([100, 200, 300], [104, 208, 312]);
  expect(growthHolds({ ...whole, absent: [{ count: 10, reason: 'it ended' }] })).toBe(false);
});

it('a start is judged by the median of several', () => {
  expect(startHolds({ connectors: 50, startMs: [900, 1_400, 4_000] })).toBe(true);
  expect(startHolds({ connectors: 50, startMs: [900, 1_600, 4_000] })).toBe(false);
});
