import { expect, test } from 'vitest';
import type { FailureCause } from '../ports/index.js';
import { failureError } from './coded-error.js';
import { ERROR_CODES } from './error-codes.js';

const NOW = 1_000_000;

const EVERY_CLASS: Record<FailureCause['class'], { cause: FailureCause; extensions: Record<string, unknown> }> = {
  reauthenticate: expected({ class: 'reauthenticate', message: 'm' }, 'VENDOR_UNAUTHORIZED', false),
  throttled: expected({ class: 'throttled', message: 'm', retryAfterMs: 250 }, 'VENDOR_THROTTLED', true, 250),
  'quota-exhausted': expected(
    { class: 'quota-exhausted', message: 'm', untilMs: NOW + 5_000 },
    'VENDOR_QUOTA_EXHAUSTED',
    true,
    5_000,
  ),
  transient: expected({ class: 'transient', message: 'm' }, 'VENDOR_UNAVAILABLE', true),
  malformed: expected({ class: 'malformed', message: 'm' }, 'VENDOR_MALFORMED', true),
  invalid: expected({ class: 'invalid', message: 'm' }, 'VENDOR_REJECTED', false),
  gone: expected({ class: 'gone', message: 'm' }, 'VENDOR_GONE', false),
  timeout: expected({ class: 'timeout', message: 'm' }, 'VENDOR_TIMEOUT', true),
  'breaker-open': expected(
    { class: 'breaker-open', message: 'm', retryAfterMs: 9_000 },
    'VENDOR_BREAKER_OPEN',
    true,
    9_000,
  ),
  'job-running': expected({ class: 'job-running', message: 'm' }, 'VENDOR_JOB_RUNNING', true),
  'capability-missing': expected({ class: 'capability-missing', message: 'm' }, 'CAPABILITY_MISSING', false),
  'not-connected': expected({ class: 'not-connected', message: 'm' }, 'CONNECTOR_NOT_CONNECTED', false),
  'idempotency-key-reused': expected(
    { class: 'idempotency-key-reused', message: 'm' },
    'IDEMPOTENCY_KEY_REUSED',
    false,
  ),
  'cursor-version-gone': expected({ class: 'cursor-version-gone', message: 'm' }, 'CURSOR_VERSION_GONE', false),
  'connector-defect': expected({ class: 'connector-defect', message: 'm' }, 'CONNECTOR_DEFECT', false),
};

test.each(Object.entries(EVERY_CLASS))('a failure of class %s has its code', (_, { cause, extensions }) => {
  const error = failureError({ connector: 'crm', version: '2.0.0', cause }, NOW);
  expect(error.extensions).toEqual(extensions);
  expect(error.message).toBe('crm: m');
  expect(ERROR_CODES).toHaveProperty(String(extensions.code));
});

test('a quota that has opened meanwhile asks for no wait', () => {
  const cause: FailureCause = { class: 'quota-exhausted', message: 'm', untilMs: NOW - 1 };
  expect(failureError({ connector: 'crm', version: null, cause }, NOW).extensions.retryAfterMs).toBe(0);
});

test('every code has a sentence', () => {
  for (const sentence of Object.values(ERROR_CODES)) expect(sentence).toMatch(/^[A-Z].{20,}\.$/);
});

function expected(cause: FailureCause, code: string, retryable: boolean, retryAfterMs?: number) {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  return { cause, extensions: { code, connector: 'crm', version: '2.0.0', retryable, ...wait } };
}
