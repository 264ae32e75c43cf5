import type { FailureSample } from '@selvedge/connector-api/testing';
import { metaError } from './fake-meta.js';

/** Meta's own ways to fail, at every version. */
export const FAILURE_SAMPLES: readonly FailureSample[] = [
  { title: 'an expired token', answer: { status: 400, ...metaError(190) }, expected: { class: 'reauthenticate' } },
  {
    title: 'throttling of an ad account, for five minutes',
    answer: {
      status: 403,
      body: metaError(80_004).body,
      headers: { 'x-business-use-case-usage': '{"1001":[{"estimated_time_to_regain_access":5}]}' },
    },
    expected: { class: 'throttled', retryAfterMs: 300_000 },
  },
  { title: 'a retired version', answer: { status: 400, ...metaError(2635) }, expected: { class: 'gone' } },
];
