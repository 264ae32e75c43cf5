import { expect, it } from 'vitest';
import { parseStat } from './process-usage.ts';

const STAT = '812 (a (odd) name) S 1 812 812 0 -1 4194304 120 0 0 0 31 12 5 2 20 0 7 0 5012 1 1';

it('reads processor time behind a name with parentheses', () => {
  expect(parseStat(STAT)).toBe(43);
});

it('adds the children that were waited for, when asked', () => {
  expect(parseStat(STAT, true)).toBe(50);
});
