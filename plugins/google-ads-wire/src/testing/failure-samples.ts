import type { FailureSample } from '@selvedge/connector-api/testing';

/** Google Ads' own ways to fail. */
export const FAILURE_SAMPLES: readonly FailureSample[] = [
  {
    title: 'the error of a stream, in an array',
    answer: { status: 401, body: [{ error: { code: 401, message: 'm', status: 'UNAUTHENTICATED' } }] },
    expected: { class: 'reauthenticate' },
  },
  {
    title: 'a quota that opens again in half a minute',
    answer: failing(429, {
      errorCode: { quotaError: 'RESOURCE_TEMPORARILY_EXHAUSTED' },
      details: { quotaErrorDetails: { retryDelay: '30s' } },
    }),
    expected: { class: 'throttled', retryAfterMs: 30_000 },
  },
  {
    title: 'a version that is no longer served',
    answer: failing(400, { errorCode: { requestError: 'UNSUPPORTED_VERSION' } }),
    expected: { class: 'gone' },
  },
];

function failing(status: number, error: object): FailureSample['answer'] {
  return { status, body: { error: { code: status, details: [{ errors: [error] }] } } };
}
