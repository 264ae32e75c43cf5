import { type Connector, oneByOne } from '@selvedge/connector-api';
import type { ConsentRecord, ConsentStatus } from '@selvedge/schema';
import { nullIfAbsent } from './absent.js';
import { textOf } from './values.js';
import { type Subscription, subscriptionStatuses } from './wire.js';

/** HubSpot does not tell a person who left from one who was never asked; neither may be written to. */
const STATUSES: Readonly<Record<string, ConsentStatus>> = { SUBSCRIBED: 'GRANTED', NOT_SUBSCRIBED: 'DENIED' };

/** Subscriptions to types of e-mail, the same for all majors. The resource has no date-based form with these answers. */
export const consentCapabilities = {
  'consent.byEmail': {
    maxBatch: 1,
    run: oneByOne(async (address, call) => {
      const email = address.trim().toLowerCase();
      if (email === '') return [];
      const path = `/communication-preferences/v3/status/email/${encodeURIComponent(email)}`;
      const answer = await nullIfAbsent(call.fetch({ path, answer: subscriptionStatuses }));
      return (answer?.body.subscriptionStatuses ?? []).map(consentOf);
    }),
  },
} satisfies Connector['capabilities'];

function consentOf({ name, status, legalBasis }: Subscription): ConsentRecord {
  return {
    kind: 'Consent',
    purpose: name,
    status: STATUSES[status] ?? 'UNKNOWN',
    basis: textOf(legalBasis),
    updatedAt: null,
  };
}
