import { expect, it } from 'vitest';
import type { FailureCause, Outcome } from '../../ports/index.js';
import { whatCounts } from './what-counts.js';

const good: Outcome<unknown> = {
  ok: true,
  value: null,
  origin: { connector: 'c', version: '1.0.0', connection: 'a/c', fetchedAt: 0, stale: false, tags: [] },
};
const failed = (name: FailureCause['class']): Outcome<unknown> => ({
  ok: false,
  failure: { connector: 'c', version: '1.0.0', cause: { class: name, message: '', retryAfterMs: 0 } },
});

it.each<[FailureCause['class'], 'failed' | null]>([
  ['transient', 'failed'],
  ['throttled', 'failed'],
  ['malformed', 'failed'],
  ['gone', 'failed'],
  ['timeout', 'failed'],
  ['breaker-open', 'failed'],
  ['connector-defect', 'failed'],
  ['invalid', null],
  ['reauthenticate', null],
  ['quota-exhausted', null],
  ['capability-missing', null],
  ['not-connected', null],
  ['cursor-version-gone', null],
  ['idempotency-key-reused', null],
  ['job-running', null],
])('a call that ends in nothing but %s counts as %s', (name, verdict) => {
  expect(whatCounts([failed(name), failed(name)])).toBe(verdict);
  expect(whatCounts([good, failed(name)])).toBe(verdict === null ? 'fine' : 'partial');
});

it('an answer is fine, and nothing at all is nothing', () => {
  expect(whatCounts([good])).toBe('fine');
  expect(whatCounts([])).toBeNull();
});
