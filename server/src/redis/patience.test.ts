import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPatience, type Patience } from './patience.js';

let answersAfterMs = 0;
let begun = 0;
let probes = 0;
let changes: string[] = [];
let patience: Patience;
const answer = (): Promise<string> => new Promise((resolve) => setTimeout(() => resolve('here'), answersAfterMs));
const ask = (): Promise<string | undefined> =>
  patience.attempt(() => {
    begun += 1;
    return answer();
  });

beforeEach(() => {
  vi.useFakeTimers();
  [answersAfterMs, begun, probes, changes] = [0, 0, 0, []];
  patience = createPatience({
    limitMs: 25,
    probeEveryMs: 250,
    probe: () => {
      probes += 1;
      return answer();
    },
    onGivenUp: (reason) => changes.push(reason),
    onTakenUp: () => changes.push('back'),
  });
});
afterEach(() => {
  patience.stop();
  vi.useRealTimers();
});

it('waits for an answer within the limit', async () => {
  answersAfterMs = 20;
  const asked = ask();
  await vi.advanceTimersByTimeAsync(20);
  expect(await asked).toBe('here');
  expect(vi.getTimerCount()).toBe(0);
});

it('waits no longer than the limit, and then not at all', async () => {
  answersAfterMs = 2_000;
  const asked = [ask(), ask()];
  await vi.advanceTimersByTimeAsync(26);
  expect(await Promise.all(asked)).toEqual([undefined, undefined]);
  expect(await ask()).toBeUndefined();
  expect([begun, changes]).toEqual([2, ['no answer within 25 ms']]);
});

it('probes one at a time while the answers are late, and takes it up again with the first timely one', async () => {
  answersAfterMs = 2_000;
  const asked = ask();
  await vi.advanceTimersByTimeAsync(26);
  expect(await asked).toBeUndefined();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(probes).toBe(1);
  answersAfterMs = 1;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(changes).toEqual(['no answer within 25 ms', 'back']);
  const again = ask();
  await vi.advanceTimersByTimeAsync(1);
  expect(await again).toBe('here');
});

it('a failure is no answer, and no reason to give up', async () => {
  expect(await patience.attempt(() => Promise.reject(new Error('full')))).toBeUndefined();
  expect(changes).toEqual([]);
});

it('once told to give up, begins nothing until a probe, at once when asked for, succeeds', async () => {
  patience.giveUp('it refuses writes');
  patience.giveUp('again');
  expect(await ask()).toBeUndefined();
  patience.probeNow();
  patience.probeNow();
  await vi.advanceTimersByTimeAsync(0);
  expect([begun, probes, changes]).toEqual([0, 1, ['it refuses writes', 'back']]);
});

it('leaves no timer behind once stopped', async () => {
  answersAfterMs = 2_000;
  const asked = ask();
  await vi.advanceTimersByTimeAsync(26);
  await asked;
  patience.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect([probes, vi.getTimerCount()]).toEqual([1, 0]);
});
