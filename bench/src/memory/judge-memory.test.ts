import { expect, it } from 'vitest';
import { judgeMemory } from './judge-memory.ts';

/** A sample each 15 s for ten minutes. */
const samples = (heapAt: (seconds: number) => number) =>
  Array.from({ length: 41 }, (_, at) => ({ seconds: at * 15, heapMegabytes: heapAt(at * 15), residentMegabytes: 200 }));

it('a heap that wavers about one value is flat', () => {
  expect(judgeMemory(samples((seconds) => 50 + ((seconds / 15) % 2))).isFlat).toBe(true);
});

it('a heap that grows by a tenth over the time is not', () => {
  const { isFlat, heap } = judgeMemory(samples((seconds) => 50 + (5 * seconds) / 600));
  expect(isFlat).toBe(false);
  expect(heap.slope * 600).toBeCloseTo(5, 6);
});

it('what fills while it warms up is not held against it', () => {
  expect(judgeMemory(samples((seconds) => (seconds < 100 ? 20 : 50))).isFlat).toBe(true);
});

it('a heap that shrinks is flat enough', () => {
  expect(judgeMemory(samples((seconds) => 50 - seconds / 60)).isFlat).toBe(true);
});
