import { describe, expect, it } from 'vitest';
import { memberRecord, profileSchema } from './profile.js';

function profile(attributes: object) {
  return profileSchema.parse({
    type: 'profile',
    id: '01GDDK',
    attributes: {
      email: 'ada@example.org',
      phone_number: '+442079460000',
      external_id: '512',
      first_name: 'Ada',
      last_name: '',
      updated: '2026-02-01T09:30:00+01:00',
      ...attributes,
    },
  });
}

const marketing = (record: object) => ({
  subscriptions: { email: { marketing: { can_receive_email_marketing: true, ...record } } },
});

describe('a profile as a member', () => {
  it('is of the account, or of a list', () => {
    const expected = {
      kind: 'AudienceMember',
      id: '01GDDK',
      audienceId: null,
      email: 'ada@example.org',
      givenName: 'Ada',
      familyName: null,
      phones: [{ number: '+442079460000', kind: 'OTHER' }],
      status: null,
      updatedAt: '2026-02-01T08:30:00.000Z',
      links: [{ connector: 'hubspot', id: '512' }],
    };
    expect(memberRecord(profile({}), null, {})).toEqual(expected);
    expect(memberRecord(profile({}), 'Y6nRLr', {})).toEqual({
      ...expected,
      id: 'Y6nRLr:01GDDK',
      audienceId: 'Y6nRLr',
    });
  });

  it('links to the connector whose ids the account keeps, or to none', () => {
    const linksWith = (externalIdConnector: string) => memberRecord(profile({}), null, { externalIdConnector })?.links;
    expect(linksWith('salesforce')).toEqual([{ connector: 'salesforce', id: '512' }]);
    expect(linksWith('none')).toEqual([]);
  });

  it('is none without an address', () => {
    expect(memberRecord(profile({ email: null }), null, {})).toBeNull();
  });

  it.each([
    ['SUBSCRIBED', [], 'SUBSCRIBED'],
    ['UNSUBSCRIBED', [], 'UNSUBSCRIBED'],
    ['NEVER_SUBSCRIBED', [], null],
    ['SUBSCRIBED', ['HARD_BOUNCE'], 'CLEANED'],
    ['SUBSCRIBED', ['USER_SUPPRESSED'], 'UNSUBSCRIBED'],
    ['SUBSCRIBED', ['SPAM_COMPLAINT', 'INVALID_EMAIL'], 'CLEANED'],
  ])('with consent %s and suppressions %j stands as %s', (consent, reasons, status) => {
    const suppression = reasons.map((reason) => ({ reason, timestamp: '2026-02-01T08:30:00+00:00' }));
    expect(memberRecord(profile(marketing({ consent, suppression })), null, {})?.status).toBe(status);
  });
});
