import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createBreaker } from './breaker.js';
import { BucketRotation } from './bucket-rotation.js';

const options = { windowMs: 10_000, volume: 2, failurePercent: 50, consecutiveFailures: 5, openMs: 1_000, probes: 1 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('says when a tenth of the window has passed', () => {
  const rotation = new BucketRotation(10_000);
  const heard = vi.fn();
  rotation.join(heard);
  vi.advanceTimersByTime(3_500);
  expect(heard).toHaveBeenCalledTimes(3);
  rotation.leave(heard);
  vi.advanceTimersByTime(10_000);
  expect(heard).toHaveBeenCalledTimes(3);
});

it('turns the windows of many breakers by one timer, until the last of them is shut down', () => {
  const rotation = new BucketRotation(options.windowMs);
  const breakers = Array.from({ length: 50 }, () => createBreaker(options, {}, rotation));
  expect(vi.getTimerCount()).toBe(1);
  const [left, ended] = [breakers.slice(0, 2), breakers.slice(2)];
  for (const breaker of ended) breaker.shutdown();
  expect(vi.getTimerCount()).toBe(1);

  const fail = () => {
    for (const breaker of left) breaker.fail({ class: 'transient', message: 'down' });
    return left.map(({ state }) => state);
  };
  fail();
  vi.advanceTimersByTime(11_000);
  expect(fail()).toEqual(['closed', 'closed']);
  expect(fail()).toEqual(['open', 'open']);

  for (const breaker of left) breaker.shutdown();
  expect(vi.getTimerCount()).toBe(0);
});
