import { describe, expect, it } from 'vitest';
import { classify } from './classify.js';
import { FAILURE_SAMPLES, failing } from './testing/failure-samples.js';

const NOW = Date.parse('2026-11-23T10:00:00Z');

describe('classify', () => {
  it.each(FAILURE_SAMPLES.map(({ title, ...sample }) => [title, sample] as const))(
    'knows %s',
    (_, { answer, expected }) => {
      const failure = classify({ ...answer, headers: new Headers({ ...answer.headers }) }, NOW);
      if (expected === null) expect(failure).toBeNull();
      else expect(failure).toMatchObject(expected);
    },
  );

  it('opens the day again when Klaviyo says so', () => {
    const { status, body } = failing(429, 'throttled');
    const headers = new Headers({ 'Retry-After': '3600' });
    expect(classify({ status, body, headers }, NOW)).toMatchObject({ untilMs: NOW + 3_600_000 });
  });

  it('never repeats the detail, which may quote an address', () => {
    const { status, body } = failing(400, 'invalid', { source: { parameter: 'filter' } });
    const failure = classify({ status, body, headers: new Headers() });
    expect(failure?.message).toBe('Klaviyo answered 400: Title of invalid (filter)');
    expect(JSON.stringify(failure)).not.toContain('ada@example.org');
  });
});

it.each([
  ['Your API key is missing required scopes: lists:read, profiles:read', 'it has and lists:read, profiles:read.'],
  ['Ask ada@example.org for access', 'it has and those that the connector lists.'],
])('names the scopes that a key lacks, and nothing else of %j', (detail, ending) => {
  const errors = [{ code: 'permission_denied', title: 'You may not do this.', detail }];
  const failure = classify({ status: 403, headers: new Headers(), body: { errors } });
  expect(failure).toEqual({
    class: 'invalid',
    message: `Klaviyo answered 403: You may not do this; create a key with the scopes ${ending}`,
    vendorCode: 'permission_denied',
  });
});
