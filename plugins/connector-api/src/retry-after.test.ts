import { expect, it } from 'vitest';
import { retryAfterMs } from './retry-after.js';

const at = (value: string) => retryAfterMs(new Headers({ 'retry-after': value }), Date.UTC(2026, 0, 1, 12, 0, 0));

it('reads seconds', () => {
  expect(at('2')).toBe(2_000);
  expect(at('0.5')).toBe(500);
});

it('reads an HTTP date as the time until then, never below zero', () => {
  expect(at('Thu, 01 Jan 2026 12:00:30 GMT')).toBe(30_000);
  expect(at('Thu, 01 Jan 2026 11:00:00 GMT')).toBe(0);
});

it('is undefined when absent or unreadable', () => {
  expect(retryAfterMs(new Headers())).toBeUndefined();
  expect(at('soon')).toBeUndefined();
});
