import type { FailureSample } from '@selvedge/connector-api/testing';

/** Google Analytics' own ways to fail. */
export const FAILURE_SAMPLES: readonly FailureSample[] = [
  {
    title: 'the tokens of the day are used up',
    answer: exhausted('Exhausted property tokens per day.'),
    expected: { class: 'quota-exhausted' },
  },
  {
    title: 'the tokens of the hour are used up',
    answer: exhausted('Exhausted property tokens per hour.'),
    expected: { class: 'throttled' },
  },
  {
    title: 'a server error, which counts against the project',
    answer: { status: 503, body: { error: { code: 503, status: 'UNAVAILABLE' } } },
    expected: { class: 'transient', retryable: false },
  },
];

function exhausted(message: string): FailureSample['answer'] {
  return { status: 429, body: { error: { code: 429, status: 'RESOURCE_EXHAUSTED', message } } };
}
