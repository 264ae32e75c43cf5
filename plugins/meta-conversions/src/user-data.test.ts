import { createHash } from 'node:crypto';
import type { ConversionEvent } from '@selvedge/schema';
import { describe, expect, it } from 'vitest';
import { matchQuality, userDataOf } from './user-data.js';

const sha256 = (normalised: string) => createHash('sha256').update(normalised).digest('hex');
const event = (identifiers: Partial<ConversionEvent>): ConversionEvent => ({
  eventId: 'order-123',
  name: 'Purchase',
  occurredAt: '2026-11-23T09:00:00Z',
  ...identifiers,
});

describe('an e-mail address', () => {
  it('has the hash of its trimmed, lower-case form, which others compute too', () => {
    const { em } = userDataOf(event({ email: '  John_Smith@Gmail.com ' }));
    expect(em).toEqual([sha256('john_smith@gmail.com')]);
    // The example of Meta's documentation of customer information parameters.
    expect(em).toEqual(['62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f']);
  });

  it('is left out when it is none', () => {
    expect(userDataOf(event({ email: 'nobody' }))).toEqual({});
    expect(userDataOf(event({ email: ' ' }))).toEqual({});
  });
});

describe('a phone number', () => {
  it.each([
    ['+1 (650) 555-1212', '16505551212'],
    ['0016505551212', '16505551212'],
    ['1-650-555-1212', '16505551212'],
    ['+49 (0)30 123456', '4930123456'],
    [' +44 20 7946 0001 ', '442079460001'],
  ])('%s has the hash of its digits with country code', (phone, digits) => {
    expect(userDataOf(event({ phone }))).toEqual({ ph: [sha256(digits)] });
  });

  it.each(['030 123456', '(020) 7946 0001', '+0 123', '12', 'n/a', '+1234567890123456'])(
    '%s is left out: whose it is cannot be told',
    (phone) => {
      expect(userDataOf(event({ phone }))).toEqual({});
    },
  );
});

it('hashes the external id, and leaves address, browser and click ids as they are', () => {
  const user = userDataOf(
    event({
      externalId: ' Customer-7 ',
      clientIp: '203.0.113.7',
      clientUserAgent: 'Mozilla/5.0 (X11)',
      clickIds: { fbp: 'fb.1.1596403881668.1116446470', fbc: 'fb.1.1554763741205.AbCdEf', gclid: 'other' },
    }),
  );
  expect(user).toEqual({
    external_id: [sha256('customer-7')],
    client_ip_address: '203.0.113.7',
    client_user_agent: 'Mozilla/5.0 (X11)',
    fbp: 'fb.1.1596403881668.1116446470',
    fbc: 'fb.1.1554763741205.AbCdEf',
  });
});

it('is as good a match as the share of the seven identifiers', () => {
  expect(matchQuality(userDataOf(event({})))).toBe(0);
  expect(matchQuality(userDataOf(event({ email: 'ada@example.org', phone: 'none' })))).toBe(1 / 7);
  const all = {
    email: 'ada@example.org',
    phone: '+4930123456',
    externalId: '7',
    clientIp: '203.0.113.7',
    clientUserAgent: 'x',
    clickIds: { fbp: 'a', fbc: 'b' },
  };
  expect(matchQuality(userDataOf(event(all)))).toBe(1);
});
