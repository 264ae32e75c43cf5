import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { repeatedly } from './repeatedly.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('comes again after each time, whatever came of it', async () => {
  const errors: unknown[] = [];
  let times = 0;
  const repeated = repeatedly(
    async () => {
      times += 1;
      if (times === 2) throw new Error('once');
    },
    1_000,
    (error) => errors.push(error),
  );
  await vi.advanceTimersByTimeAsync(3_500);
  expect([times, errors.length]).toEqual([3, 1]);
  await repeated.now();
  expect(times).toBe(4);
  await repeated.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(times).toBe(4);
});

it('is never done twice at once, and once more for all who ask meanwhile', async () => {
  let [times, atOnce] = [0, 0];
  const repeated = repeatedly(
    async () => {
      times += 1;
      atOnce += 1;
      expect(atOnce).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 100));
      atOnce -= 1;
    },
    1_000,
    (error) => expect.fail(String(error)),
  );
  const first = repeated.now();
  await vi.advanceTimersByTimeAsync(10);
  const more = [repeated.now(), repeated.now(), repeated.now()];
  await vi.advanceTimersByTimeAsync(300);
  await Promise.all([first, ...more]);
  expect(times).toBe(2);
  await repeated.stop();
});
