import type { CapabilityName, InputOf } from '@selvedge/schema';

/** A capability whose input is one id, e-mail address or telephone number. */
export type KeyedCapability = {
  [C in CapabilityName]: InputOf<C> extends string ? C : never;
}[CapabilityName];

/** What the input of a keyed capability is: an address, a number, or the id of a record. */
export type Key =
  | 'email'
  | 'phone'
  | 'contact'
  | 'owner'
  | 'company'
  | 'deal'
  | 'audience'
  | 'audienceMember'
  | 'event'
  | 'emailCampaign'
  | 'adCampaign'
  | 'adSet'
  | 'ad';

/** Whether a capability is asked by one key. */
export function isKeyed(capability: string): capability is KeyedCapability {
  return Object.hasOwn(KEYS, capability);
}

/** What a capability is asked by. */
export function keyOf(capability: KeyedCapability): Key {
  return KEYS[capability];
}

const KEYS: Readonly<Record<KeyedCapability, Key>> = {
  'contact.byId': 'contact',
  'contact.byEmail': 'email',
  'contact.byPhone': 'phone',
  'contact.idsByCompany': 'company',
  'contact.idsByDeal': 'deal',
  'consent.byEmail': 'email',
  'owner.byId': 'owner',
  'company.byId': 'company',
  'company.idsByDeal': 'deal',
  'deal.byId': 'deal',
  'deal.idsByContact': 'contact',
  'deal.idsByCompany': 'company',
  'audience.byId': 'audience',
  'audienceMember.byId': 'audienceMember',
  'audienceMember.byEmail': 'email',
  'event.byId': 'event',
  'emailCampaign.byId': 'emailCampaign',
  'emailCampaign.statistics': 'emailCampaign',
  'adCampaign.byId': 'adCampaign',
  'adSet.byId': 'adSet',
  'adSet.byCampaign': 'adCampaign',
  'ad.byId': 'ad',
  'ad.byAdSet': 'adSet',
};
