import type { FailureCause, Outcome } from '../../ports/index.js';

/** What rollouts are judged by, as counts are kept under. */
export const TESTS = ['failures', 'slow', 'partial'] as const;

export type TestName = (typeof TESTS)[number];

/** What one vendor call says of the version that made it. */
export type Verdict = 'fine' | 'failed' | 'partial';

/**
 * Failed: not one of its inputs was answered. Partial: some were. Null where it says nothing of the version, and is not
 * counted at all: every input was the caller's mistake, not authorised, or shed by the gateway.
 */
export function whatCounts(outcomes: readonly Outcome<unknown>[]): Verdict | null {
  let [good, bad] = [0, 0];
  for (const outcome of outcomes) {
    if (outcome.ok) good += 1;
    else if (isOfTheVersion(outcome.failure.cause)) bad += 1;
  }
  if (bad === 0) return good === 0 ? null : 'fine';
  return good === 0 ? 'failed' : 'partial';
}

/** Whether the version or its vendor is at fault. */
function isOfTheVersion({ class: name }: FailureCause): boolean {
  switch (name) {
    case 'transient':
    case 'throttled':
    case 'malformed':
    case 'gone':
    case 'timeout':
    case 'breaker-open':
    case 'connector-defect':
      return true;
    case 'invalid':
    case 'reauthenticate':
    case 'quota-exhausted':
    case 'capability-missing':
    case 'not-connected':
    case 'cursor-version-gone':
    case 'idempotency-key-reused':
    case 'job-running':
      return false;
    default:
      return name satisfies never;
  }
}
