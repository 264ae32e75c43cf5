import { expect, it } from 'vitest';
import { classify } from './classify.js';

const NOW = Date.parse('2026-11-23T10:00:00Z');

function answer(status: number, kind: string, code: string, more: object = {}) {
  const type = 'type.googleapis.com/google.ads.googleads.v99.errors.GoogleAdsFailure';
  const details = [{ '@type': type, errors: [{ errorCode: { [kind]: code }, message: 'no', ...more }] }];
  return { status, headers: new Headers(), body: { error: { code: status, message: 'outer', details } } };
}

const quota = (retryDelay: string) => ({ details: { quotaErrorDetails: { rateScope: 'DEVELOPER', retryDelay } } });

it.each([
  [401, 'authenticationError', 'OAUTH_TOKEN_EXPIRED', 'reauthenticate'],
  [401, 'authenticationError', 'OAUTH_TOKEN_INVALID', 'reauthenticate'],
  [401, 'authenticationError', 'DEVELOPER_TOKEN_INVALID', 'invalid'],
  [401, 'authenticationError', 'CUSTOMER_NOT_FOUND', 'invalid'],
  [403, 'authorizationError', 'USER_PERMISSION_DENIED', 'invalid'],
  [429, 'quotaError', 'RESOURCE_TEMPORARILY_EXHAUSTED', 'throttled'],
  [429, 'quotaError', 'EXCESSIVE_SHORT_TERM_QUERY_RESOURCE_CONSUMPTION', 'throttled'],
  [429, 'quotaError', 'EXCESSIVE_LONG_TERM_QUERY_RESOURCE_CONSUMPTION', 'quota-exhausted'],
  [429, 'quotaError', 'RESOURCE_EXHAUSTED', 'quota-exhausted'],
  [403, 'quotaError', 'ACCESS_PROHIBITED', 'invalid'],
  [500, 'internalError', 'INTERNAL_ERROR', 'transient'],
  [503, 'internalError', 'TRANSIENT_ERROR', 'transient'],
  [504, 'internalError', 'DEADLINE_EXCEEDED', 'transient'],
  [400, 'databaseError', 'CONCURRENT_MODIFICATION', 'transient'],
  [400, 'queryError', 'UNRECOGNIZED_FIELD', 'invalid'],
  [400, 'requestError', 'UNSUPPORTED_VERSION', 'gone'],
])('calls %i %s %s %s, in an array too', (status, kind, code, expected) => {
  const plain = answer(status, kind, code);
  expect(classify(plain, NOW)?.class).toBe(expected);
  expect(classify({ ...plain, body: [plain.body] }, NOW)?.class).toBe(expected);
});

it('waits as long as the error says', () => {
  const temporary = answer(429, 'quotaError', 'RESOURCE_TEMPORARILY_EXHAUSTED', quota('30s'));
  expect(classify(temporary, NOW)).toMatchObject({ class: 'throttled', retryAfterMs: 30_000 });
  const daily = answer(429, 'quotaError', 'RESOURCE_EXHAUSTED', quota('300.5s'));
  expect(classify(daily, NOW)).toMatchObject({ class: 'quota-exhausted', untilMs: NOW + 300_500 });
});

it('goes by the status where the failure says nothing', () => {
  const classOf = (status: number, body: unknown) =>
    classify({ status, headers: new Headers(), body }, NOW)?.class ?? null;
  expect([200, 400, 401, 403, 404, 429, 503].map((status) => classOf(status, '<html>'))).toEqual([
    null,
    'invalid',
    'reauthenticate',
    'invalid',
    'gone',
    'throttled',
    'transient',
  ]);
  expect(classOf(400, { error: { code: 16, status: 'UNAUTHENTICATED' } })).toBe('reauthenticate');
  expect(classOf(200, [{ results: [] }])).toBeNull();
  expect(classOf(200, [])).toBeNull();
});

it('finds an error inside a 200', () => {
  const { body } = answer(200, 'internalError', 'INTERNAL_ERROR');
  expect(classify({ status: 200, headers: new Headers(), body: [body] }, NOW)?.class).toBe('transient');
});

it('names the code and the reason', () => {
  expect(classify(answer(400, 'queryError', 'UNRECOGNIZED_FIELD'), NOW)).toEqual({
    class: 'invalid',
    message: 'Google Ads queryError UNRECOGNIZED_FIELD: no',
    vendorCode: 'UNRECOGNIZED_FIELD',
  });
});

it.each([
  [401, 'authenticationError', 'OAUTH_TOKEN_EXPIRED', "check the connection's credential."],
  [401, 'authenticationError', 'DEVELOPER_TOKEN_INVALID', "developer-token of the connection's credential."],
  [403, 'authorizationError', 'USER_PERMISSION_DENIED', 'setting loginCustomerId.'],
  [400, 'requestError', 'UNSUPPORTED_VERSION', 'newer version of the connector.'],
])('says what to do about %i %s %s', (status, kind, code, ending) => {
  const message = classify(answer(status, kind, code), NOW)?.message ?? '';
  expect(message).toMatch(new RegExp(`^Google Ads ${kind} ${code}: no; `));
  expect(message.endsWith(ending)).toBe(true);
});

it('names the scope that a token lacks', () => {
  const details = [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }];
  const body = {
    error: { code: 403, message: 'Request had insufficient scopes.', status: 'PERMISSION_DENIED', details },
  };
  expect(classify({ status: 403, headers: new Headers(), body }, NOW)).toEqual({
    class: 'invalid',
    message:
      'Google Ads: Request had insufficient scopes; grant the token the scope https://www.googleapis.com/auth/adwords.',
    vendorCode: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
  });
});
