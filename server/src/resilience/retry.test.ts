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
    const drain = () => Array.from({ length: 50 }, () => budget.withdraw()).filter(Boolean).length;
    expect(drain()).toBe(2);
    now += 60_000;
    expect(drain()).toBe(10);
    for (let i = 0; i < 11; i += 1) budget.deposit();
    expect([budget.withdraw(), budget.withdraw(), budget.withdraw()]).toEqual([true, true, false]);
    now += 1_000;
    expect([budget.withdraw(), budget.withdraw()]).toEqual([true, false]);
  });

  it('gives what time earns however often it is asked', () => {
    let now = 0;
    const budget = createRetryBudget(0, 0.1, () => now);
    let given = 0;
    for (; now < 60_000; now += 0.7) if (budget.withdraw()) given += 1;
    // Two to begin with, and six in a minute.
    expect(given).toBe(2 + 5);
    now = 60_001;
    expect(budget.withdraw()).toBe(true);
  });

  it.each([
    { perSecond: 0.5, failing: 0.3, isSpent: false },
    { perSecond: 5, failing: 0.3, isSpent: false },
    { perSecond: 50, failing: 0.3, isSpent: true },
    { perSecond: 500, failing: 0.3, isSpent: true },
    { perSecond: 50, failing: 1, isSpent: true },
  ])(
    'keeps a flapping vendor’s calls to 1.2 × and 1 a second, and 2: $perSecond a second, $failing of them failing',
    ({ isSpent, ...load }) => {
      const seconds = 60;
      const { first, retried } = flap({ ...load, seconds });
      expect(first).toBe(load.perSecond * seconds);
      expect(first + retried).toBeLessThanOrEqual(1.2 * first + seconds + 2);
      // Where there is more to retry than it holds, all of it is used.
      expect(retried > 0.2 * first + seconds).toBe(isSpent);
    },
  );
});

/** A minute of even traffic to a vendor that fails some of it, by a clock of its own. */
function flap({ perSecond, failing, seconds }: { perSecond: number; failing: number; seconds: number }) {
  let now = 0;
  const random = randomFrom(7);
  const budget = createRetryBudget(0.2, 1, () => now);
  const due = Array.from({ length: perSecond * seconds }, (_, at) => ({ at: (at * 1_000) / perSecond, attempt: 1 }));
  const counts = { first: 0, retried: 0 };
  for (let next = due.shift(); next !== undefined; next = due.shift()) {
    const { at, attempt } = next;
    now = at;
    if (attempt === 1) {
      counts.first += 1;
      budget.deposit();
    } else counts.retried += 1;
    if (random() >= failing) continue;
    const delayMs = retryDelay({ class: 'transient', message: 'down' }, attempt, { retries: 2, random });
    if (delayMs === null) continue;
    if (budget.withdraw()) {
      const later = due.findIndex((other) => other.at > at + delayMs);
      due.splice(later === -1 ? due.length : later, 0, { at: at + delayMs, attempt: attempt + 1 });
    }
  }
  return counts;
}

/** Numbers in [0, 1) that are the same each time: a linear congruential generator (Numerical Recipes' constants). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
