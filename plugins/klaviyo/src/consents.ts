import type { CapabilityImplementation } from '@selvedge/connector-api';
import { addressOf, isAddress, readProfiles, type Subscriptions } from '@selvedge/klaviyo-wire';
import type { ConsentRecord, ConsentStatus } from '@selvedge/schema';
import { dialect } from './dialect.js';

/** What each channel has on record, one a purpose, e.g. `email:marketing`. */
export const consentByEmail: CapabilityImplementation<'consent.byEmail'> = {
  maxBatch: dialect.profilesAtOnce,
  run: async (emails, call) => {
    const wanted = emails.map(addressOf);
    const profiles = await readProfiles(call, dialect, 'email', wanted.filter(isAddress));
    const consents = new Map(
      profiles.map(({ attributes }) => [addressOf(attributes.email ?? ''), consentsOf(attributes.subscriptions)]),
    );
    return wanted.map((email) => consents.get(email) ?? []);
  },
};

interface Channel {
  consent: string | null;
  consent_timestamp: string | null;
  last_updated: string | null;
  suppression?: readonly { reason: string; timestamp: string | null }[] | null | undefined;
}

const STATUSES: Readonly<Record<string, ConsentStatus>> = { SUBSCRIBED: 'GRANTED', UNSUBSCRIBED: 'DENIED' };
/** Reasons by which a person, not a dead address, stopped the mail. */
const OBJECTIONS = new Set(['UNSUBSCRIBE', 'SPAM_COMPLAINT', 'USER_SUPPRESSED']);

function consentsOf(subscriptions: Subscriptions | null | undefined): readonly ConsentRecord[] {
  return Object.entries(subscriptions ?? {}).flatMap(([channel, purposes]) =>
    Object.entries(purposes ?? {}).flatMap(([purpose, record]: [string, Channel | null | undefined]) =>
      record ? [consentOf(`${channel}:${purpose}`, record)] : [],
    ),
  );
}

function consentOf(purpose: string, channel: Channel): ConsentRecord {
  const objection = channel.suppression?.find(({ reason }) => OBJECTIONS.has(reason));
  return {
    kind: 'Consent',
    purpose,
    status: objection === undefined ? (STATUSES[channel.consent ?? ''] ?? 'UNKNOWN') : 'DENIED',
    basis: null,
    updatedAt: objection?.timestamp ?? channel.consent_timestamp ?? channel.last_updated,
  };
}
