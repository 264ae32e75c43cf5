import type { FailureCause } from '../ports/index.js';

/** Every code that a resolver's error may carry in `extensions.code`, and what it means. A code is never reused. */
export const ERROR_CODES = {
  BAD_USER_INPUT: 'An argument has a value that cannot be answered; the message says what was expected.',
  FORBIDDEN: 'The caller lacks the scope that the field needs.',
  VENDOR_UNAUTHORIZED: "The vendor refuses the connection's credential; connect the account again.",
  VENDOR_THROTTLED: 'The vendor takes no more calls for a moment.',
  VENDOR_QUOTA_EXHAUSTED: "The account's quota at the vendor is used up until its window opens again.",
  VENDOR_UNAVAILABLE: 'The vendor has trouble of its own; the same request may succeed later.',
  VENDOR_MALFORMED: 'The vendor answered in a shape that it does not document.',
  VENDOR_REJECTED: 'The vendor understood the request and refuses it; sending it again does not help.',
  VENDOR_GONE: 'The vendor retired what was asked for.',
  VENDOR_TIMEOUT: 'The vendor gave no answer within the deadline.',
  VENDOR_JOB_RUNNING:
    'The vendor is still at work on it; the same request, sent again in a moment, goes on with that work.',
  VENDOR_BREAKER_OPEN: 'The vendor failed so often that it is not asked for a while.',
  CAPABILITY_MISSING: 'No connector in use can do this.',
  CONNECTOR_NOT_CONNECTED: 'The tenant has no connection to this connector.',
  CURSOR_VERSION_GONE: 'The cursor was made by a connector version that is no longer loaded; start from the beginning.',
  IDEMPOTENCY_KEY_REUSED: 'The idempotency key was used for another write before; nothing was sent. Use a new key.',
  CONNECTOR_DEFECT: 'The connector broke its contract; its author has to mend it.',
  CURRENCY_RATE_MISSING: 'Amounts in several currencies cannot be summed because no exchange rate is configured.',
} as const satisfies Record<string, string>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** What a caller is told about a class of failure. `retryable`: the same request may succeed later. */
export interface FailureAnswer {
  code: ErrorCode;
  retryable: boolean;
}

export const FAILURE_ANSWERS: Readonly<Record<FailureCause['class'], FailureAnswer>> = {
  reauthenticate: { code: 'VENDOR_UNAUTHORIZED', retryable: false },
  throttled: { code: 'VENDOR_THROTTLED', retryable: true },
  'quota-exhausted': { code: 'VENDOR_QUOTA_EXHAUSTED', retryable: true },
  transient: { code: 'VENDOR_UNAVAILABLE', retryable: true },
  malformed: { code: 'VENDOR_MALFORMED', retryable: true },
  invalid: { code: 'VENDOR_REJECTED', retryable: false },
  gone: { code: 'VENDOR_GONE', retryable: false },
  timeout: { code: 'VENDOR_TIMEOUT', retryable: true },
  'breaker-open': { code: 'VENDOR_BREAKER_OPEN', retryable: true },
  'job-running': { code: 'VENDOR_JOB_RUNNING', retryable: true },
  'capability-missing': { code: 'CAPABILITY_MISSING', retryable: false },
  'not-connected': { code: 'CONNECTOR_NOT_CONNECTED', retryable: false },
  'cursor-version-gone': { code: 'CURSOR_VERSION_GONE', retryable: false },
  'idempotency-key-reused': { code: 'IDEMPOTENCY_KEY_REUSED', retryable: false },
  'connector-defect': { code: 'CONNECTOR_DEFECT', retryable: false },
};
