import { expect, it } from 'vitest';
import { shuffled, zipf } from './zipf.ts';

it('rank r is drawn as often as 1/r of the first', () => {
  const shares = zipf(1000);
  const first = shares[0]!;
  expect(first).toBeCloseTo(1 / 7.4855, 4);
  expect(shares[9]! - shares[8]!).toBeCloseTo(first / 10, 9);
  expect(shares.at(-1)).toBe(1);
});

it('a seed gives one order of all values', () => {
  const values = Array.from({ length: 50 }, (_, at) => at);
  const mixed = shuffled(values, 7);
  expect(mixed).toEqual(shuffled(values, 7));
  expect(mixed).not.toEqual(values);
  expect([...mixed].sort((one, other) => one - other)).toEqual(values);
});
