import type { KlaviyoConsent, KlaviyoProfile } from '../world/klaviyo-world.js';

/** What an account keeps about one person. Instants are epoch milliseconds. */
export interface StoredProfile {
  id: string;
  /** In lower case. */
  email: string | null;
  phoneNumber: string | null;
  externalId: string | null;
  firstName: string | null;
  lastName: string | null;
  organization: string | null;
  title: string | null;
  image: string | null;
  locale: string | null;
  properties: Readonly<Record<string, unknown>>;
  emailMarketing: ChannelConsent;
  smsMarketing: ChannelConsent;
  bouncedAt: number | null;
  createdAt: number;
  updatedAt: number;
  lastEventAt: number | null;
}

export interface ChannelConsent {
  consent: KlaviyoConsent;
  at: number | null;
}

const NEVER: ChannelConsent = { consent: 'NEVER_SUBSCRIBED', at: null };

export function newProfile(id: string, now: number): StoredProfile {
  return {
    id,
    email: null,
    phoneNumber: null,
    externalId: null,
    firstName: null,
    lastName: null,
    organization: null,
    title: null,
    image: null,
    locale: null,
    properties: {},
    emailMarketing: NEVER,
    smsMarketing: NEVER,
    bouncedAt: null,
    createdAt: now,
    updatedAt: now,
    lastEventAt: null,
  };
}

export function profileOfWorld(profile: KlaviyoProfile, lastEventAt: number | null): StoredProfile {
  return {
    ...newProfile(profile.id, profile.createdAt),
    email: profile.email,
    phoneNumber: profile.phone,
    externalId: profile.externalId,
    firstName: profile.givenName,
    lastName: profile.familyName,
    emailMarketing: { consent: profile.emailConsent, at: profile.emailConsentAt },
    smsMarketing: { consent: profile.smsConsent, at: profile.smsConsentAt },
    bouncedAt: profile.bouncedAt,
    updatedAt: profile.updatedAt,
    lastEventAt,
  };
}
