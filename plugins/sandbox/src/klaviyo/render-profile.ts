import type { Query } from './cursor-page.js';
import type { Revision } from './revision.js';
import type { ChannelConsent, StoredProfile } from './stored-profile.js';
import { absolute, linkedOnly, names, sparse, wireInstant } from './wire.js';

/** A profile as the revision answers it. `additions`: attributes that only some operations have. */
export function renderProfile(
  profile: StoredProfile,
  { revision, query }: { revision: Revision; query: Query },
  additions: Readonly<Record<string, unknown>> = {},
) {
  const fields = query['fields[profile]'];
  if (revision === '2022-10-17') {
    const path = `/api/profiles/${profile.id}/`;
    const attributes = { ...shared(profile), anonymous_id: null };
    return { type: 'profile', id: profile.id, attributes: sparse(attributes, fields), links: { self: absolute(path) } };
  }
  const path = `/api/profiles/${profile.id}`;
  const asked = names(query['additional-fields[profile]'], 'subscriptions');
  const attributes = {
    ...shared(profile),
    locale: profile.locale,
    ...additions,
    ...(asked ? { subscriptions: subscriptionsOf(profile) } : {}),
  };
  return {
    type: 'profile',
    id: profile.id,
    attributes: sparse(attributes, fields),
    relationships: Object.fromEntries(
      ['lists', 'segments', 'push-tokens', 'conversations'].map((name) => [name, linkedOnly(path, name)]),
    ),
    links: { self: absolute(path) },
  };
}

function shared(profile: StoredProfile) {
  return {
    email: profile.email,
    phone_number: profile.phoneNumber,
    external_id: profile.externalId,
    first_name: profile.firstName,
    last_name: profile.lastName,
    organization: profile.organization,
    title: profile.title,
    image: profile.image,
    created: wireInstant(profile.createdAt),
    updated: wireInstant(profile.updatedAt),
    last_event_date: wireInstant(profile.lastEventAt),
    location: {},
    properties: profile.properties,
  };
}

function subscriptionsOf({ emailMarketing, smsMarketing, bouncedAt, phoneNumber }: StoredProfile) {
  return {
    email: {
      marketing: {
        can_receive_email_marketing: emailMarketing.consent !== 'UNSUBSCRIBED' && bouncedAt === null,
        ...consentOf(emailMarketing),
        custom_method_detail: null,
        double_optin: emailMarketing.consent === 'SUBSCRIBED' ? false : null,
        suppression: bouncedAt === null ? [] : [{ reason: 'HARD_BOUNCE', timestamp: wireInstant(bouncedAt) }],
        list_suppressions: [],
      },
    },
    sms: {
      marketing: {
        can_receive_sms_marketing: smsMarketing.consent === 'SUBSCRIBED' && phoneNumber !== null,
        ...consentOf(smsMarketing),
      },
    },
    mobile_push: {
      marketing: { can_receive_push_marketing: false, consent: 'NEVER_SUBSCRIBED', consent_timestamp: null },
    },
  };
}

function consentOf({ consent, at }: ChannelConsent) {
  return {
    consent,
    consent_timestamp: wireInstant(at),
    last_updated: wireInstant(at),
    method: at === null ? null : 'API',
    method_detail: '',
  };
}
