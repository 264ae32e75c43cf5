import { expect, it } from 'vitest';
import { isExcessBelow } from './excess-bound.js';
import { pairsWanted } from './pairs-wanted.js';

it.each([
  { pairs: 0, candidateOnly: 0, noiseOnly: 0 },
  { pairs: 100, candidateOnly: 0, noiseOnly: 0 },
  { pairs: 100, candidateOnly: 2, noiseOnly: 1 },
])('is the least number of clean pairs that shows a field to be clean: %j', (counts) => {
  const wanted = pairsWanted(counts, 0.03, 0.01)!;
  const after = (more: number) => isExcessBelow(0.03, { ...counts, pairs: counts.pairs + more }, 0.01);
  expect([after(wanted - 1), after(wanted)]).toEqual([false, true]);
});
