import { scriptedCall } from '@selvedge/connector-api/testing';
import { expect, it } from 'vitest';
import klaviyo from './index.js';

const AT = '2026-02-01T08:30:00+00:00';
const AT_UTC = '2026-02-01T08:30:00.000Z';

async function consentsOf(subscriptions: object) {
  const data = [{ type: 'profile', id: '01ADA', attributes: { email: 'ada@example.org', subscriptions } }];
  const { call } = scriptedCall({ connector: klaviyo, answer: () => ({ body: { data, links: { next: null } } }) });
  const [consents] = await klaviyo.capabilities['consent.byEmail']!.run(['Ada@Example.org'], call);
  return consents;
}

it('tells every channel and purpose that Klaviyo has on record', async () => {
  const consents = await consentsOf({
    email: { marketing: { consent: 'SUBSCRIBED', consent_timestamp: AT }, open_tracking: null },
    sms: {
      marketing: { consent: 'UNSUBSCRIBED', consent_timestamp: AT },
      transactional: { consent: 'SUBSCRIBED', last_updated: AT },
    },
    mobile_push: { marketing: { consent: 'NEVER_SUBSCRIBED', consent_timestamp: null } },
    whatsapp: null,
  });
  const record = { kind: 'Consent', basis: null };
  expect(consents).toEqual([
    { ...record, purpose: 'email:marketing', status: 'GRANTED', updatedAt: AT_UTC },
    { ...record, purpose: 'sms:marketing', status: 'DENIED', updatedAt: AT_UTC },
    { ...record, purpose: 'sms:transactional', status: 'GRANTED', updatedAt: AT_UTC },
    { ...record, purpose: 'mobile_push:marketing', status: 'UNKNOWN', updatedAt: null },
  ]);
});

it('calls it denied when the person complained, and not when only the address bounced', async () => {
  const marketing = (reason: string) => ({
    email: { marketing: { consent: 'SUBSCRIBED', suppression: [{ reason, timestamp: AT }] } },
  });
  expect(await consentsOf(marketing('SPAM_COMPLAINT'))).toMatchObject([{ status: 'DENIED', updatedAt: AT_UTC }]);
  expect(await consentsOf(marketing('HARD_BOUNCE'))).toMatchObject([{ status: 'GRANTED', updatedAt: null }]);
});
