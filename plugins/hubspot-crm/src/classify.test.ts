import { describe, expect, it } from 'vitest';
import { classify } from './classify.js';

const NOW = Date.UTC(2026, 10, 1);
const of = (status: number, body: unknown = null, headers: Record<string, string> = {}) =>
  classify({ status, headers: new Headers(headers), body }, NOW);

describe('classify', () => {
  it('takes a 207 for a success, whose elements are judged one by one', () => {
    expect(of(200, { results: [] })).toBeNull();
    expect(of(204)).toBeNull();
    expect(of(207, { status: 'COMPLETE', results: [], numErrors: 1, errors: [] })).toBeNull();
  });

  it('asks for a new credential on 401', () => {
    expect(of(401, { message: 'Authentication credentials not found.' })?.class).toBe('reauthenticate');
  });

  it('tells the daily quota from the short windows', () => {
    expect(of(429, { message: 'You have reached your daily limit.', policyName: 'DAILY' })?.class).toBe(
      'quota-exhausted',
    );
    expect(of(429, { message: 'You have reached your daily limit.' })?.class).toBe('quota-exhausted');
    expect(of(429, { policyName: 'DAILY' }, { 'retry-after': '60' })).toMatchObject({ untilMs: NOW + 60_000 });
  });

  it.each([
    ['the rolling window without headers', { policyName: 'TEN_SECONDLY_ROLLING' }, {}, 10_000],
    [
      'the window that the header names',
      { policyName: 'TEN_SECONDLY_ROLLING' },
      { 'X-HubSpot-RateLimit-Interval-Milliseconds': '5000' },
      5_000,
    ],
    ["a search's second, told by its message alone", { message: 'You have reached your secondly limit.' }, {}, 1_000],
    ['what Retry-After says', { policyName: 'SECONDLY' }, { 'Retry-After': '3' }, 3_000],
    ['a proxy without a body', null, {}, 10_000],
  ])('waits for %s', (_title, body, headers, retryAfterMs) => {
    expect(of(429, body, headers)).toMatchObject({ class: 'throttled', retryAfterMs });
  });

  it('waits out a lock for at least two seconds', () => {
    expect(of(423)).toMatchObject({ class: 'throttled', retryAfterMs: 2_000 });
    expect(of(423, null, { 'retry-after': '7' })).toMatchObject({ retryAfterMs: 7_000 });
  });

  it('takes a move to another data centre for transient, with its wait', () => {
    expect(of(477, null, { 'retry-after': '3600' })).toMatchObject({ class: 'transient', retryAfterMs: 3_600_000 });
  });

  it.each([500, 502, 503, 504, 521, 523])('takes %d for transient', (status) => {
    expect(of(status, '<html>')?.class).toBe('transient');
  });

  it('tells a path that is gone from an object that is not there', () => {
    expect(of(404, { status: 'error', message: 'resource not found' })?.class).toBe('gone');
    expect(of(404, { message: 'This API was sunset on 2026-04-30.' })?.class).toBe('gone');
    expect(of(404, { message: 'contact does not exist' })).toMatchObject({ class: 'invalid', vendorCode: '404' });
    expect(of(404, { message: 'Object not found.', category: 'OBJECT_NOT_FOUND' })).toMatchObject({
      class: 'invalid',
      vendorCode: 'OBJECT_NOT_FOUND',
    });
  });

  it.each([400, 403, 409, 415])('calls %d a mistake of the caller', (status) => {
    const body = { status: 'error', message: 'No.', category: 'VALIDATION_ERROR' };
    expect(of(status, body)).toEqual({
      class: 'invalid',
      message: `HubSpot answered ${status}: No.`,
      vendorCode: 'VALIDATION_ERROR',
    });
  });

  it.each([
    [
      { requiredGranularScopes: ['crm.objects.contacts.read'], requiredScopes: ['contacts'] },
      'crm.objects.contacts.read',
    ],
    [{ requiredScopes: ['contacts', 'owners'] }, 'contacts, owners'],
    [{}, 'the scopes that the connector lists'],
  ])('names the scopes that an app lacks, of %j', (context, scopes) => {
    const body = {
      message: 'Not granted.',
      category: 'MISSING_SCOPES',
      errors: [{ message: 'One of them.', context }],
    };
    expect(of(403, body)).toEqual({
      class: 'invalid',
      message: `HubSpot answered 403: Not granted; grant the app ${scopes}, then renew the credential.`,
      vendorCode: 'MISSING_SCOPES',
    });
  });

  it('says what to do about a refused credential and about an API that is gone', () => {
    expect(of(401, { message: 'No.' })?.message).toBe("HubSpot answered 401: No; check the connection's credential.");
    expect(of(410, { message: 'Gone.' })?.message).toContain('newer version of the connector');
  });

  it('calls a redirect malformed', () => {
    expect(of(302)?.class).toBe('malformed');
  });

  it('survives fields of the wrong type', () => {
    expect(of(400, { message: 7, category: ['x'] })).toMatchObject({ class: 'invalid', vendorCode: '400' });
  });
});
