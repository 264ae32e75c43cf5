import { describe, expect, it } from 'vitest';
import { createRetryBudget, retryDelay } from './retry.js';

const policy = { retries: 3, random: () => 0.5 };

describe('retryDelay', () => {
  it('doubles with each attempt and is jittered', () => {
    const failure = { class: 'transient', message: 'down' } as const;
    expect([1, 2, 3].map((attempt) => retryDelay(failure, attempt, policy))).toEqual([500, 1_000, 2_000]);
    expect(retryDelay(failure, 4, policy)).toBeNull();
    expect(retryDelay(failure, 1, { retries: 3, random: () => 0 })).toBe(0);
  });

  it('is what the vendor asked for', () => {
    expect(retryDelay({ class: 'throttled', message: 'slow', retryAfterMs: 7_000 }, 1, policy)).toBe(7_000);
  });

  it('is as usual when what the vendor asked for is no number', () => {
    expect(retryDelay({ class: 'throttled', message: 'slow', retryAfterMs: NaN }, 1, policy)).toBe(500);
  });

  it('is never for trouble that the vendor counts against the account', () => {
    expect(retryDelay({ class: 'transient', message: 'down', retryable: false }, 1, policy)).toBeNull();
  });

  it.each(['invalid', 'malformed', 'gone', 'quota-exhausted', 'reauthenticate'] as const)('is never for %s', (name) => {
    expect(retryDelay({ class: name, message: '' }, 1, policy)).toBeNull();
  });
});

describe('the retry budget', () => {
  it('gives a fifth of the calls, and one a second', () => {
    let now = 0;
    const budget = createRetryBudget(0.2, 1, () => now);
    const drained = Array.from({ length: 50 }, () => budget.withdraw()).filter(Boolean).length;
    expect(drained).toBe(10);
    for (let i = 0; i < 11; i += 1) budget.deposit();
    expect([budget.withdraw(), budget.withdraw(), budget.withdraw()]).toEqual([true, true, false]);
    now += 1_000;
    expect([budget.withdraw(), budget.withdraw()]).toEqual([true, false]);
  });

  it('survives a clock that is set back', () => {
    let now = 1_000_000;
    const budget = createRetryBudget(0.2, 1, () => now);
    now = 0;
    expect(budget.withdraw()).toBe(true);
  });
});
