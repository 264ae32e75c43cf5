import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RollingCount, WINDOW_BUCKETS } from './rolling-count.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function counted(count: RollingCount): readonly number[] {
  expect(count.bucket).toBe(Math.floor(performance.now() / 100));
  return Array.from({ length: WINDOW_BUCKETS }, (_, ago) => count.countOf(ago));
}

it('counts each event in the bucket in which it came', () => {
  const count = new RollingCount(1_000);
  for (let events = 1; events <= WINDOW_BUCKETS; events += 1) {
    for (let made = 0; made < events; made += 1) count.add();
    if (events < WINDOW_BUCKETS) vi.advanceTimersByTime(100);
  }
  expect(counted(count)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  vi.advanceTimersByTime(300);
  expect(counted(count)).toEqual([0, 0, 0, 10, 9, 8, 7, 6, 5, 4]);
  count.clear();
  expect(counted(count)).toEqual(Array(WINDOW_BUCKETS).fill(0));
});

it.each([900, 1_000, 1_100, 60_000])('holds nothing of what came before, %i ms later', (ms) => {
  const count = new RollingCount(1_000);
  count.add();
  vi.advanceTimersByTime(100);
  count.add();
  vi.advanceTimersByTime(ms - 100);
  const [left, kept] = ms === 900 ? [2, [1, 1]] : ms === 1_000 ? [1, [1]] : [0, []];
  expect(counted(count)).toEqual([...Array(WINDOW_BUCKETS - left).fill(0), ...kept]);
});
