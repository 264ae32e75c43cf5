import { describe, expect, it } from 'vitest';
import { classify } from './classify.js';

const NOW = Date.UTC(2026, 10, 23, 12);
const of = (status: number, body: unknown = null, headers: Record<string, string> = {}) =>
  classify({ status, headers: new Headers(headers), body }, NOW);
const refused = (code: unknown) => of(200, { requestId: 'e42b#1', success: false, errors: [{ code, message: 'No.' }] });

describe('classify', () => {
  it('takes success for one, with warnings too', () => {
    expect(of(200, { success: true, result: [] })).toBeNull();
    expect(of(200, { success: true, warnings: [{ code: 702, message: 'No data' }] })).toBeNull();
  });

  it.each(['601', '602'])('asks for a new token on %s', (code) => {
    const message = `Marketo answered code ${code}: No; check the connection's credential.`;
    expect(refused(code)).toEqual({ class: 'reauthenticate', message });
  });

  it('waits out the window of the rate limit on 606, and on 615 no certain time', () => {
    expect(refused('606')).toMatchObject({ class: 'throttled', retryAfterMs: 20_000 });
    expect(refused('615')).toEqual({ class: 'throttled', message: 'Marketo answered code 615: No.' });
  });

  it('holds the daily quota for used up until midnight of Central Time on 607', () => {
    expect(refused('607')).toMatchObject({ class: 'quota-exhausted', untilMs: Date.UTC(2026, 10, 24, 6) });
  });

  it.each(['502', '604', '608', '611', '614', '713', '719'])('takes %s for transient', (code) => {
    expect(refused(code)?.class).toBe('transient');
  });

  it.each([
    ...['603', '616', '703'],
    ...['605', '609', '612', '613', '701', '704', '709', '710', '711'],
    ...['1001', '1002', '1003', '1006', '1011'],
    ...['1004', '1005', '1007', '1008', '9999'],
  ])('calls %s a mistake of the caller', (code) => {
    expect(refused(code)).toMatchObject({ class: 'invalid', vendorCode: code });
  });

  it('names the roles that a refused API user needs', () => {
    expect(refused('603')?.message).toMatch(/Read-Only Lead .* Read-Write Lead .* IP address/);
  });

  it('takes a path that Marketo does not know for an API that has gone', () => {
    for (const failure of [refused('610'), of(404, '<html>'), of(410)]) {
      expect(failure).toMatchObject({ class: 'gone', message: expect.stringContaining('newer version') });
    }
  });

  it('takes 702 for an empty answer', () => {
    expect(refused('702')).toBeNull();
  });

  it('reads a code that is a number', () => {
    expect(refused(608)?.class).toBe('transient');
  });

  it('calls a refusal without a reason malformed', () => {
    expect(of(200, { success: false })?.class).toBe('malformed');
    expect(of(200, { success: false, errors: 'x' })?.class).toBe('malformed');
  });

  it('goes by the status where a web server answers', () => {
    expect(of(401)?.class).toBe('reauthenticate');
    expect(of(413)).toMatchObject({ class: 'invalid', vendorCode: '413' });
    expect(of(414)).toMatchObject({ class: 'invalid', vendorCode: '414' });
    expect(of(429, '', { 'retry-after': '3' })).toMatchObject({ class: 'throttled', retryAfterMs: 3_000 });
    expect(of(503, '<html>')?.class).toBe('transient');
    expect(of(302)?.class).toBe('malformed');
  });
});
