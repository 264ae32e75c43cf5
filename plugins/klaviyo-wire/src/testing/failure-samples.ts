import type { FailureSample } from '@selvedge/connector-api/testing';

/** An answer in Klaviyo's dialect. */
export function failing(
  status: number,
  code: string,
  { source, headers }: { source?: object; headers?: Readonly<Record<string, string>> } = {},
): FailureSample['answer'] {
  const error = { id: '0b6bd1d5', status, code, title: `Title of ${code}`, detail: 'ada@example.org', source };
  return { status, body: { errors: [error] }, ...(headers === undefined ? {} : { headers }) };
}

/** One a class of failure. */
export const FAILURE_SAMPLES: readonly FailureSample[] = [
  {
    title: 'a refused key',
    answer: failing(401, 'authentication_failed'),
    expected: { class: 'reauthenticate' },
  },
  {
    title: 'too many calls for the moment',
    answer: failing(429, 'throttled', { headers: { 'Retry-After': '2' } }),
    expected: { class: 'throttled', retryAfterMs: 2_000 },
  },
  {
    title: 'too many calls for the day',
    answer: failing(429, 'throttled', { headers: { 'Retry-After': '3600' } }),
    expected: { class: 'quota-exhausted' },
  },
  {
    title: 'trouble at the vendor',
    answer: failing(503, 'error', { headers: { 'Retry-After': '5' } }),
    expected: { class: 'transient', retryAfterMs: 5_000 },
  },
  {
    title: 'an invalid attribute, by its place and not by its value',
    answer: failing(400, 'invalid', { source: { pointer: '/data/attributes/email' } }),
    expected: {
      class: 'invalid',
      vendorCode: 'invalid',
      message: 'Klaviyo answered 400: Title of invalid (/data/attributes/email)',
    },
  },
  {
    title: 'a missing scope',
    answer: failing(403, 'permission_denied'),
    expected: { class: 'invalid', vendorCode: 'permission_denied' },
  },
  {
    title: 'a profile that another one has',
    answer: failing(409, 'duplicate_profile'),
    expected: { class: 'invalid', vendorCode: 'duplicate_profile' },
  },
  { title: 'a retired revision', answer: failing(410, 'gone'), expected: { class: 'gone' } },
  { title: 'a redirect', answer: failing(302, 'moved'), expected: { class: 'malformed' } },
  { title: 'an import that was taken in', answer: { status: 202, body: null }, expected: null },
];
