import type { QueryValue } from '@selvedge/connector-api';
import type { Dialect } from './dialect.js';

const CARD = ['audienceId', 'email', 'givenName', 'familyName', 'updatedAt'] as const;
const PROFILE = [...CARD, 'phones', 'links'] as const;

/**
 * Parts of a member that Klaviyo can be asked for alone, the smallest first. Addresses are in each: without one a
 * profile is no member. None has the standing: it is read off all subscriptions of a profile.
 */
export const MEMBER_FIELD_SETS = { card: CARD, profile: PROFILE } as const;

const ATTRIBUTES_OF: Readonly<Record<(typeof PROFILE)[number], readonly string[]>> = {
  // Which list was asked is known; no attribute says it.
  audienceId: [],
  email: ['email'],
  givenName: ['first_name'],
  familyName: ['last_name'],
  updatedAt: ['updated'],
  phones: ['phone_number'],
  links: ['external_id'],
};

/** What to ask of profiles, by the field set that is enough; all that the dialect asks where none is named. */
export function profileQueryFor(
  fieldSet: string | undefined,
  { profileQuery }: Dialect,
): Readonly<Record<string, QueryValue>> {
  if (fieldSet !== 'card' && fieldSet !== 'profile') return profileQuery;
  return { 'fields[profile]': MEMBER_FIELD_SETS[fieldSet].flatMap((field) => ATTRIBUTES_OF[field]).join(',') };
}
