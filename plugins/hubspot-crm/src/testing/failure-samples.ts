import type { FailureSample } from '@selvedge/connector-api/testing';

/** HubSpot's own ways to fail. */
export const FAILURE_SAMPLES: readonly FailureSample[] = [
  {
    title: 'a partial success is a success',
    answer: { status: 207, body: { status: 'COMPLETE', results: [], numErrors: 1, errors: [] } },
    expected: null,
  },
  {
    title: 'the daily quota is used up',
    answer: { status: 429, body: { errorType: 'RATE_LIMIT', policyName: 'DAILY' } },
    expected: { class: 'quota-exhausted' },
  },
  {
    title: 'the rolling window is used up',
    answer: { status: 429, body: { errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING' } },
    expected: { class: 'throttled', retryAfterMs: 10_000 },
  },
  {
    title: 'a search was too fast',
    answer: { status: 429, body: { message: 'You have reached your secondly limit.' } },
    expected: { class: 'throttled', retryAfterMs: 1_000 },
  },
  { title: 'a lock', answer: { status: 423, body: null }, expected: { class: 'throttled', retryAfterMs: 2_000 } },
  {
    title: 'a move to another data centre',
    answer: { status: 477, headers: { 'Retry-After': '120' }, body: null },
    expected: { class: 'transient', retryAfterMs: 120_000 },
  },
  {
    title: 'a path that was sunset',
    answer: { status: 404, body: { status: 'error', message: 'resource not found' } },
    expected: { class: 'gone' },
  },
  {
    title: 'an object that is not there',
    answer: { status: 404, body: { message: 'Object not found.', category: 'OBJECT_NOT_FOUND' } },
    expected: { class: 'invalid', vendorCode: 'OBJECT_NOT_FOUND' },
  },
];
