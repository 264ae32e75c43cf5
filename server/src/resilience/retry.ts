import type { VendorFailure } from '@selvedge/connector-api';

/** Says whether and when a failed HTTP request is tried again. */
export interface RetryPolicy {
  /** Retries after the first attempt. */
  retries: number;
  /** Random number in [0, 1); a parameter so that decisions can be tested. */
  random: () => number;
}

/** First back-off, doubled with each attempt: 1 s, 2 s, 4 s. */
const BASE_MS = 1_000;

/**
 * Milliseconds to wait before the next attempt, or null when there must be none. Full jitter
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/) unless the vendor named a wait.
 *
 * @param attempt attempts made so far, 1 after the first
 */
export function retryDelay(failure: VendorFailure, attempt: number, policy: RetryPolicy): number | null {
  if (attempt > policy.retries) return null;
  switch (failure.class) {
    case 'transient':
      if (failure.retryable === false) return null;
      return backOff(failure, attempt, policy);
    case 'throttled':
      return backOff(failure, attempt, policy);
    case 'reauthenticate':
    case 'quota-exhausted':
    case 'malformed':
    case 'invalid':
    case 'gone':
      return null;
    default:
      return failure satisfies never;
  }
}

/** A wait that is no number, from a header in another form than the connector expects, counts as none named. */
function backOff({ retryAfterMs = NaN }: { retryAfterMs?: number }, attempt: number, { random }: RetryPolicy): number {
  return retryAfterMs >= 0 ? retryAfterMs : random() * BASE_MS * 2 ** (attempt - 1);
}

/** Keeps retries from multiplying an outage: a share of the calls, and one a second for low traffic. */
export interface RetryBudget {
  /** Counts a first attempt. */
  deposit(): void;
  /** Takes one retry out; false when the budget is spent. */
  withdraw(): boolean;
}

/** Retries that may be saved up, and that a new budget holds. */
const MOST_SAVED = 10;
const AT_FIRST = 2;

/**
 * From its making on it gives at most `share` × first attempts + `perSecond` × seconds; in any later stretch of time
 * that and what was saved up, which is at most 10. A new one holds two.
 *
 * @param now milliseconds of a clock that only goes forward
 */
export function createRetryBudget(
  share = 0.2,
  perSecond = 1,
  now: () => number = () => performance.now(),
): RetryBudget {
  return new TokenBucket(share, perSecond, now);
}

/** Counts in thousandths of a retry, which are whole numbers; time that has not come to one yet counts the next time. */
class TokenBucket implements RetryBudget {
  readonly #share: number;
  readonly #perSecond: number;
  readonly #now: () => number;
  #thousandths = AT_FIRST * 1_000;
  #filledAt: number;

  constructor(share: number, perSecond: number, now: () => number) {
    this.#share = Math.round(share * 1_000);
    this.#perSecond = perSecond;
    this.#now = now;
    this.#filledAt = now();
  }

  deposit(): void {
    this.#fill(this.#share);
  }

  withdraw(): boolean {
    const earned = Math.floor((this.#now() - this.#filledAt) * this.#perSecond);
    if (earned > 0) {
      this.#fill(earned);
      this.#filledAt += earned / this.#perSecond;
    }
    if (this.#thousandths < 1_000) return false;
    this.#thousandths -= 1_000;
    return true;
  }

  #fill(thousandths: number): void {
    this.#thousandths = Math.min(MOST_SAVED * 1_000, this.#thousandths + thousandths);
  }
}
