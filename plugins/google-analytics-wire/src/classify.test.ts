import { expect, it } from 'vitest';
import { classify } from './classify.js';

const NOW = Date.parse('2026-11-23T10:00:00Z');
const answer = (code: number, status: string, message = 'no') => ({
  status: code,
  headers: new Headers(),
  body: { error: { code, message, status } },
});

it.each([
  [401, 'UNAUTHENTICATED', 'reauthenticate'],
  [403, 'PERMISSION_DENIED', 'invalid'],
  [400, 'INVALID_ARGUMENT', 'invalid'],
  [404, 'NOT_FOUND', 'invalid'],
  [410, 'FAILED_PRECONDITION', 'gone'],
  [429, 'RESOURCE_EXHAUSTED', 'throttled'],
])('calls %i %s %s', (code, status, expected) => {
  expect(classify(answer(code, status), NOW)?.class).toBe(expected);
});

it.each([500, 502, 503, 504])('never has a %i sent again: it eats up the quota of server errors', (code) => {
  expect(classify(answer(code, 'INTERNAL'), NOW)).toMatchObject({ class: 'transient', retryable: false });
  expect(classify({ status: code, headers: new Headers(), body: '' }, NOW)).toMatchObject({ retryable: false });
});

it('tells the quota of the day from that of the hour, and waits as long as it says', () => {
  const of = (what: string) =>
    classify(answer(429, 'RESOURCE_EXHAUSTED', `Exhausted property ${what}. These quota tokens will return in`), NOW);
  expect(of('tokens per day')).toMatchObject({ class: 'quota-exhausted' });
  expect(of('tokens per hour')).toMatchObject({ class: 'throttled' });
  expect(of('concurrent requests')).toMatchObject({ class: 'throttled' });
  expect(of('server errors per project per hour')).toMatchObject({ class: 'quota-exhausted' });
  const until = classify(answer(429, 'RESOURCE_EXHAUSTED', 'Exhausted tokens per day, back in under 5 hours.'), NOW);
  expect(until).toMatchObject({ untilMs: NOW + 5 * 3_600_000 });
  const soon = classify(answer(429, 'RESOURCE_EXHAUSTED', 'Exhausted tokens per hour, back in under 20 minutes.'), NOW);
  expect(soon).toMatchObject({ class: 'throttled', retryAfterMs: 1_200_000 });
});

it('takes a page that nobody serves any more for gone', () => {
  expect(classify({ status: 404, headers: new Headers(), body: '<html>' }, NOW)?.class).toBe('gone');
});

it('says what to do about a refusal', () => {
  const said = (...refusal: Parameters<typeof answer>) => classify(answer(...refusal), NOW)?.message;
  expect(said(401, 'UNAUTHENTICATED', 'No.')).toBe("Google Analytics: No; check the connection's credential.");
  expect(said(403, 'PERMISSION_DENIED')).toContain('add the account as Viewer');
  expect(said(410, 'FAILED_PRECONDITION')).toContain('newer version of the connector');
});

it('names the scope that a token lacks', () => {
  const { body, ...rest } = answer(403, 'PERMISSION_DENIED');
  const details = [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }];
  const failure = classify({ ...rest, body: { error: { ...body.error, details } } }, NOW);
  expect(failure).toMatchObject({ class: 'invalid', vendorCode: 'PERMISSION_DENIED' });
  expect(failure?.message).toContain('https://www.googleapis.com/auth/analytics.readonly');
});
