import { expect, it } from 'vitest';
import { heapGrowth } from './heap-growth.js';

/** Tells of collections, each so many milliseconds after the one before, and gives the growth after each. */
function growthsOf(intervals: readonly number[], growth = heapGrowth(), from = 0): number[] {
  let at = from;
  return intervals.map((interval) => {
    at += interval;
    return growth(at);
  });
}

it('stays small through a start, whose collections are few, and at a load that needs one now and then', () => {
  expect(growthsOf([100, 200, 200, 5_000, 4_000, 7_000, 7_000, 7_000])).toEqual(Array(8).fill(50));
});

it('grows while collections are frequent, to a limit, a pause notwithstanding', () => {
  const grown = growthsOf([0, 500, 500, 500, 500, 500, 60_000, 500, 500]);
  expect(grown).toEqual([50, 50, 50, 63, 78, 98, 122, 153, 191]);
  expect(growthsOf(Array(50).fill(500)).at(-1)).toBe(200);
});

it('stays as it is when they come as often as they should, and shrinks again when they are seldom', () => {
  const growth = heapGrowth();
  expect(growthsOf(Array(20).fill(500), growth).at(-1)).toBe(200);
  expect(growthsOf(Array(10).fill(3_000), growth, 10_000).at(-1)).toBe(200);
  expect(growthsOf(Array(20).fill(10_000), growth, 40_000).at(-1)).toBe(50);
});
