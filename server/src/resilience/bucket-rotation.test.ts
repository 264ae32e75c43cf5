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
  rotation.on('rotate', heard);
  vi.advanceTimersByTime(3_500);
  expect(heard).toHaveBeenCalledTimes(3);
  rotation.off('rotate', heard);
});

it('turns the windows of many breakers by one timer, until the last of them is shut down', () => {
  const warned = vi.spyOn(process, 'emitWarning');
  const rotation = new BucketRotation(options.windowMs);
  const breakers = Array.from({ length: 50 }, () => createBreaker(options, {}, rotation));
  expect(vi.getTimerCount()).toBe(1);
  for (const breaker of breakers.slice(1)) breaker.shutdown();
  expect(vi.getTimerCount()).toBe(1);

  const [breaker] = breakers;
  const fail = () => breaker?.fail({ class: 'transient', message: 'down' });
  fail();
  vi.advanceTimersByTime(11_000);
  fail();
  expect(breaker?.state).toBe('closed');
  fail();
  expect(breaker?.state).toBe('open');

  breaker?.shutdown();
  expect(vi.getTimerCount()).toBe(0);
  expect(warned).not.toHaveBeenCalled();
});
