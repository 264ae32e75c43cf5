import { scriptedCall } from '@selvedge/connector-api/testing';
import { expect, it } from 'vitest';
import { account } from './account.js';
import { consentCapabilities } from './consent-capabilities.js';

const { run } = consentCapabilities['consent.byEmail'];

it('says for each purpose whether the person agreed, and on what basis', async () => {
  const { call, requests } = scriptedCall({
    connector: account,
    answer: () => ({
      body: {
        recipient: 'ada@example.org',
        subscriptionStatuses: [
          { id: '1', name: 'News', status: 'SUBSCRIBED', legalBasis: 'CONSENT_WITH_NOTICE' },
          { id: '2', name: 'Offers', status: 'NOT_SUBSCRIBED', legalBasis: null },
          { id: '3', name: 'New kind', status: 'SOMETHING_ELSE' },
        ],
      },
    }),
  });
  const consent = { kind: 'Consent', basis: null, updatedAt: null };
  expect(await run([' Ada@Example.org '], call)).toEqual([
    [
      { ...consent, purpose: 'News', status: 'GRANTED', basis: 'CONSENT_WITH_NOTICE' },
      { ...consent, purpose: 'Offers', status: 'DENIED' },
      { ...consent, purpose: 'New kind', status: 'UNKNOWN' },
    ],
  ]);
  expect(requests[0]?.path).toBe('/communication-preferences/v3/status/email/ada%40example.org');
});

it('has an empty list for whom HubSpot does not know', async () => {
  const answer = () => ({ status: 404, body: { message: 'Not known', category: 'OBJECT_NOT_FOUND' } });
  const { call } = scriptedCall({ connector: account, answer });
  expect(await run(['nobody@example.org'], call)).toEqual([[]]);
});
