import { describe, expect, it } from 'vitest';
import { classify, elementError } from './classify.js';
import { FAILURE_SAMPLES } from './testing/index.js';

describe('classify', () => {
  it.each(FAILURE_SAMPLES.map((sample) => [sample.title, sample] as const))(
    'knows %s',
    (_title, { answer, expected }) => {
      const failure = classify({ ...answer, headers: new Headers(answer.headers) });
      if (expected === null) expect(failure).toBeNull();
      else expect(failure).toMatchObject(expected);
    },
  );

  it('waits as long as it is asked to', () => {
    const headers = new Headers({ 'retry-after': '7' });
    expect(classify({ status: 503, headers, body: null })).toMatchObject({ class: 'transient', retryAfterMs: 7_000 });
  });

  it('does not say when a day of requests ends, which no answer tells', () => {
    const body = [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }];
    expect(classify({ status: 403, headers: new Headers(), body })).not.toHaveProperty('untilMs');
  });
});

it.each([
  ['UNABLE_TO_LOCK_ROW', 'transient'],
  ['REQUIRED_FIELD_MISSING', 'invalid'],
  ['DUPLICATES_DETECTED', 'invalid'],
])("a record's %s is %s", (code, expected) => {
  expect(elementError(code, 'why').failure.class).toBe(expected);
});

it.each([
  [403, 'API_DISABLED_FOR_ORG', 'API Enabled'],
  [403, 'INSUFFICIENT_ACCESS', 'permission set'],
  [400, 'INVALID_TYPE', 'permission set'],
  [401, 'INVALID_SESSION_ID', "check the connection's credential"],
  [410, 'GONE', 'newer version of the connector'],
])('says what to do about %i %s', (status, errorCode, advice) => {
  const failure = classify({ status, headers: new Headers(), body: [{ errorCode, message: 'No.' }] });
  expect(failure?.message).toMatch(new RegExp(`^Salesforce answered ${status} ${errorCode}: No; .*${advice}`));
});
