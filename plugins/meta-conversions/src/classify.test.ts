import { expect, it } from 'vitest';
import { classify } from './classify.js';

const failureOf = (code: number, more = {}, status = 400) =>
  classify({
    status,
    headers: new Headers(),
    body: { error: { message: 'no', type: 'OAuthException', code, fbtrace_id: 'A1', ...more } },
  });

it.each([
  [4, {}, 'throttled'],
  [17, {}, 'throttled'],
  [613, {}, 'throttled'],
  [80_004, {}, 'throttled'],
  [190, { error_subcode: 463 }, 'reauthenticate'],
  [1, {}, 'transient'],
  [2, {}, 'transient'],
  [100, { is_transient: true }, 'transient'],
  [100, {}, 'invalid'],
  [200, {}, 'invalid'],
  [2635, {}, 'gone'],
])('calls code %i %j %s', (code, more, expected) => {
  expect(failureOf(code, more)?.class).toBe(expected);
});

it('goes by the status where there is no code', () => {
  const classOf = (status: number) => classify({ status, headers: new Headers(), body: '<html>' })?.class ?? null;
  expect([200, 401, 404, 429, 503].map(classOf)).toEqual([null, 'reauthenticate', 'invalid', 'throttled', 'transient']);
});

it('repeats nothing of what Meta quotes in a refusal', () => {
  const failure = failureOf(100, { message: "Param em: 'ada@example.org' from 203.0.113.7", error_subcode: 2_804_003 });
  expect(failure).toEqual({
    class: 'invalid',
    message: 'Meta refused it with error 100/2804003: the event is more than 7 days old',
    vendorCode: '100',
  });
});

it('tells an unknown pixel from an event that is wrong', () => {
  expect(failureOf(100, { error_subcode: 33 })).toMatchObject({ class: 'invalid', vendorCode: '100/33' });
});

it.each([10, 200])('says what a token needs that may not send, code %i', (code) => {
  expect(failureOf(code, {}, 403)?.message).toMatch(/may not send to this pixel; .*Events Manager.* ads_management/);
});
