import { describe, expect, it } from 'vitest';
import { median, ratioOf, slopeOf } from './statistics.ts';

describe('the median', () => {
  it('is the middle value, or the mean of the two in the middle', () => {
    expect(median([9, 1, 3])).toBe(3);
    expect(median([9, 1, 3, 5])).toBe(4);
    expect(median([])).toBeNaN();
  });
});

describe('a ratio of interleaved pairs', () => {
  it('has an interval of no width when every pair agrees', () => {
    const { mean, low, high, pairs } = ratioOf([200, 400, 600], [100, 200, 300]);
    expect([mean, low, high].map((value) => value.toFixed(9))).toEqual(['2.000000000', '2.000000000', '2.000000000']);
    expect(pairs).toBe(3);
  });

  it('has the interval of Student over logarithms', () => {
    // Logarithms 0 and 2 about a mean of 1: deviation √2, standard error 1, t of one degree 12.706.
    const { mean, low, high } = ratioOf([1, Math.E ** 2], [1, 1]);
    expect(Math.log(mean)).toBeCloseTo(1, 9);
    expect(Math.log(low)).toBeCloseTo(1 - 12.706, 9);
    expect(Math.log(high)).toBeCloseTo(1 + 12.706, 9);
  });

  it('uses the quantile of nine degrees for ten pairs', () => {
    const ours = [1, Math.E, 1, Math.E, 1, Math.E, 1, Math.E, 1, Math.E];
    const { low } = ratioOf(ours, Array(10).fill(1));
    // Deviation √(10 × 0.25 / 9), standard error of that over √10.
    expect(Math.log(low)).toBeCloseTo(0.5 - 2.262 * Math.sqrt(2.5 / 9 / 10), 9);
  });

  it('is the reciprocal seen from the other side', () => {
    const there = ratioOf([3, 5, 4], [2, 2, 1]);
    const back = ratioOf([2, 2, 1], [3, 5, 4]);
    expect(there.low * back.high).toBeCloseTo(1, 9);
  });

  it('says nothing of the spread of a single pair', () => {
    expect(ratioOf([4], [2])).toEqual({ mean: 2, low: 2, high: 2, pairs: 1 });
  });

  it('needs pairs of values above 0', () => {
    expect(() => ratioOf([1, 2], [1])).toThrow(/as many measurements/);
    expect(() => ratioOf([], [])).toThrow(/as many measurements/);
    expect(() => ratioOf([0], [1])).toThrow(/above 0/);
  });
});

describe('the slope of a line', () => {
  it('has an interval of no width through points that lie on it', () => {
    const { slope, low, high } = slopeOf([0, 1, 2, 3].map((x) => [x, 5 - 2 * x] as const));
    expect([slope, low, high].map((value) => value.toFixed(9))).toEqual([
      '-2.000000000',
      '-2.000000000',
      '-2.000000000',
    ]);
  });

  it('has the interval of Student over what the line leaves', () => {
    // Slope 0.5; residuals 1/6, -1/3, 1/6: variance 1/6 of one degree, spread of x 2, standard error √(1/12).
    const { slope, low, high } = slopeOf([
      [0, 1],
      [1, 1],
      [2, 2],
    ]);
    expect(slope).toBeCloseTo(0.5, 9);
    expect(high - slope).toBeCloseTo(12.706 * Math.sqrt(1 / 12), 9);
    expect(slope - low).toBeCloseTo(12.706 * Math.sqrt(1 / 12), 9);
  });

  it('needs three points at several places', () => {
    expect(() =>
      slopeOf([
        [0, 1],
        [1, 2],
      ]),
    ).toThrow(/three points or more/);
    expect(() =>
      slopeOf([
        [1, 1],
        [1, 2],
        [1, 3],
      ]),
    ).toThrow(/several places/);
  });
});
