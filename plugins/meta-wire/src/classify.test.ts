import { describe, expect, it } from 'vitest';
import { classify } from './classify.js';
import { metaError } from './testing/fake-meta.js';

const failureOf = (code: number, more = {}, headers: Record<string, string> = {}, status = 400) =>
  classify({ status, headers: new Headers(headers), body: metaError(code, more).body });

it.each([
  [4, 'throttled'],
  [17, 'throttled'],
  [32, 'throttled'],
  [613, 'throttled'],
  [80_000, 'throttled'],
  [80_014, 'throttled'],
  [190, 'reauthenticate'],
  [102, 'reauthenticate'],
  [1, 'transient'],
  [2, 'transient'],
  [100, 'invalid'],
  [10, 'invalid'],
  [200, 'invalid'],
  [299, 'invalid'],
  [803, 'invalid'],
  [2635, 'gone'],
])('calls code %i %s', (code, expected) => {
  expect(failureOf(code)?.class).toBe(expected);
});

it('lets the code decide before the status', () => {
  expect(failureOf(100, {}, {}, 500)?.class).toBe('invalid');
  expect(failureOf(17, {}, {}, 403)?.class).toBe('throttled');
  expect(failureOf(190, {}, {}, 200)?.class).toBe('reauthenticate');
});

it('retries what Meta calls transient, whatever else the code says', () => {
  expect(failureOf(100, { is_transient: true })?.class).toBe('transient');
});

it('goes by the status where there is no code', () => {
  const classOf = (status: number) => classify({ status, headers: new Headers(), body: '<html>' })?.class ?? null;
  expect([200, 400, 401, 429, 502].map(classOf)).toEqual([null, 'invalid', 'reauthenticate', 'throttled', 'transient']);
});

it('keeps a token that Meta quotes out of the message', () => {
  const failure = failureOf(190, { message: 'Malformed access token EAAsecret123', error_subcode: 463 });
  expect(failure?.message).toBe(
    "Meta error 190/463: Malformed access token [token] (trace Atrace); check the connection's credential.",
  );
});

describe('the wait of a throttled call', () => {
  const useCase = (minutes: number) => ({ type: 'ads_management', estimated_time_to_regain_access: minutes });

  it('is the longest of the business use cases, told in minutes', () => {
    const usage = JSON.stringify({ '1001': [useCase(3), useCase(11)], '1002': [useCase(5)] });
    expect(failureOf(80_004, {}, { 'x-business-use-case-usage': usage })).toMatchObject({ retryAfterMs: 660_000 });
  });

  it("is the ad account's reset, told in seconds", () => {
    const usage = JSON.stringify({ acc_id_util_pct: 100, reset_time_duration: 100 });
    expect(failureOf(17, {}, { 'x-ad-account-usage': usage })).toMatchObject({ retryAfterMs: 100_000 });
  });

  it.each(['{"1001":', '[]', '{"1001":[{"estimated_time_to_regain_access":0}]}', '{"1001":"x"}'])(
    'is left open by the header %s',
    (usage) => {
      expect(failureOf(4, {}, { 'x-business-use-case-usage': usage })).not.toHaveProperty('retryAfterMs');
    },
  );
});

it.each([10, 200, 294])('says which permission code %i asks for', (code) => {
  expect(failureOf(code)?.message).toMatch(/scope ads_read and the token's user access to the ad account/);
});

it('says what to do about a version that has expired', () => {
  expect(failureOf(2635)?.message).toContain('newer version of the connector');
});
