import { createHash } from 'node:crypto';
import type { Membership, Person, WorldAudience } from '../world/world.js';
import { selfLink, wireInstant } from './wire.js';

export const MEMBER_STATUSES = [
  'subscribed',
  'unsubscribed',
  'cleaned',
  'pending',
  'transactional',
  'archived',
] as const;
export type MemberStatus = (typeof MEMBER_STATUSES)[number];

/** One address in one list. Instants are epoch milliseconds. */
export interface Member {
  listId: string;
  emailAddress: string;
  status: MemberStatus;
  mergeFields: Readonly<Record<string, string | number>>;
  emailType: string;
  language: string;
  vip: boolean;
  signedUpAt: number;
  lastChanged: number;
}

/** A member's id within its list: the MD5 of the lower-cased address. */
export function memberHash(emailAddress: string): string {
  return createHash('md5').update(emailAddress.toLowerCase()).digest('hex');
}

/** A member's path may name it by its hash or by the address itself. */
export function hashOfIdentifier(identifier: string): string {
  return identifier.includes('@') ? memberHash(identifier) : identifier.toLowerCase();
}

/** The member that the world knows; null for a person without a Mailchimp spelling. */
export function memberOfWorld(audience: WorldAudience, person: Person, membership: Membership): Member | null {
  const spelling = person.mailchimp;
  if (spelling === null) return null;
  return {
    listId: audience.id,
    emailAddress: spelling.email,
    status: membership.status,
    mergeFields: {
      FNAME: spelling.givenName,
      LNAME: spelling.familyName,
      PHONE: spelling.phone ?? '',
      HUBSPOTID: spelling.hubspotLink?.toString() ?? '',
    },
    emailType: 'html',
    language: 'en',
    vip: false,
    signedUpAt: person.createdAt,
    lastChanged: Math.max(spelling.updatedAt, membership.updatedAt),
  };
}

export function fullName({ mergeFields }: Member): string {
  return [mergeFields.FNAME, mergeFields.LNAME].filter((part) => part !== undefined && part !== '').join(' ');
}

/** The member as the vendor answers it. */
export function wireMember(member: Member) {
  const hash = memberHash(member.emailAddress);
  return {
    id: hash,
    email_address: member.emailAddress,
    unique_email_id: hash.slice(0, 10),
    contact_id: memberHash(`contact/${member.emailAddress}`),
    full_name: fullName(member),
    web_id: Number.parseInt(hash.slice(0, 7), 16),
    email_type: member.emailType,
    status: member.status,
    merge_fields: member.mergeFields,
    interests: {},
    stats: { avg_open_rate: 0.25, avg_click_rate: 0.05 },
    ip_signup: '',
    timestamp_signup: '',
    ip_opt: '',
    timestamp_opt: wireInstant(member.signedUpAt),
    member_rating: 3,
    last_changed: wireInstant(member.lastChanged),
    language: member.language,
    vip: member.vip,
    email_client: '',
    location: { latitude: 0, longitude: 0, gmtoff: 0, dstoff: 0, country_code: '', timezone: '' },
    source: 'API - Generic',
    tags_count: 0,
    tags: [],
    list_id: member.listId,
    _links: selfLink(`/lists/${member.listId}/members/${hash}`),
  };
}
