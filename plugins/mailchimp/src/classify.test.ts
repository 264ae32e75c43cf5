import { expect, it } from 'vitest';
import { classify } from './classify.js';
import { problem } from './testing/fake-mailchimp.js';

const classOf = (status: number, title: string, detail?: string, headers = {}) =>
  classify({ status, headers: new Headers(headers), body: problem(status, title, detail).body });

it('takes a success for one', () => {
  expect(classify({ status: 200, headers: new Headers(), body: {} })).toBeNull();
  expect(classify({ status: 204, headers: new Headers(), body: null })).toBeNull();
});

it.each([
  [401, 'API Key Invalid', 'reauthenticate'],
  [403, 'Wrong Datacenter', 'invalid'],
  [404, 'Resource Not Found', 'invalid'],
  [405, 'Method Not Allowed', 'invalid'],
  [429, 'Too Many Requests', 'throttled'],
  [500, 'Internal Server Error', 'transient'],
  [504, 'Request Timeout', 'transient'],
])('calls a %i %s %s', (status, title, expected) => {
  expect(classOf(status, title)?.class).toBe(expected);
});

it('says what to do about the wrong data centre', () => {
  expect(classOf(403, 'Wrong Datacenter')?.message).toContain('data centre at the end of the API key');
});

it('says whose role to change where a key may not do something', () => {
  const { message } = classOf(403, 'Forbidden', 'User does not have access to the requested operation') ?? {};
  expect(message).toMatch(/^Mailchimp answered 403 Forbidden; give the API key's user a role/);
});

it('says what to do about an API that has gone', () => {
  const failure = classify({ status: 410, headers: new Headers(), body: '<html>' });
  expect(failure).toMatchObject({ class: 'gone', message: expect.stringContaining('newer version of the connector') });
});

it('waits long, instead of giving up, when an address joined many lists', () => {
  const detail =
    "ada@example.org has signed up to a lot of lists very recently; we're not allowing more signups for now";
  expect(classOf(400, 'Invalid Resource', detail)).toEqual({
    class: 'throttled',
    message: 'Mailchimp takes no more sign-ups of this address for now',
    retryAfterMs: 86_400_000,
  });
});

it('keeps addresses that a detail quotes out of messages, and names the fields', () => {
  const failure = classify({
    status: 400,
    headers: new Headers(),
    body: {
      title: 'Invalid Resource',
      status: 400,
      detail: 'ada@example.org looks fake or invalid',
      errors: [{ field: 'email_address', message: 'ada@example.org was refused' }],
    },
  });
  expect(failure).toEqual({
    class: 'invalid',
    message: 'Mailchimp answered 400 Invalid Resource (fields: email_address)',
    vendorCode: 'Invalid Resource',
  });
});

it('honours Retry-After where something in front of the vendor sends it', () => {
  expect(classOf(429, 'Too Many Requests', '', { 'retry-after': '2' })).toMatchObject({ retryAfterMs: 2_000 });
});
