import { expect, it } from 'vitest';
import { createLookUpClock, cycle } from './look-up.ts';

it('a cycle leads through all cells and back', () => {
  const next = cycle(1_000);
  const seen = new Set<number>();
  let at = 0;
  do {
    seen.add(at);
    at = next[at] as number;
  } while (at !== 0);
  expect(seen.size).toBe(1_000);
});

it('a look-up takes some nanoseconds', () => {
  const ns = createLookUpClock()();
  expect(ns).toBeGreaterThan(0.2);
  expect(ns).toBeLessThan(100_000);
});
