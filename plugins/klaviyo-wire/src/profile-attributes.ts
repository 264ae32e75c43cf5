import type { AudienceMemberUpsert } from '@selvedge/schema';

/** What a write sends of a profile: null clears, what is left out stays. */
export interface ProfileAttributes {
  email: string;
  first_name?: string | null;
  last_name?: string | null;
  phone_number?: string | null;
}

export function profileAttributes({ email, givenName, familyName, phone }: AudienceMemberUpsert): ProfileAttributes {
  return {
    email: addressOf(email),
    ...(givenName === undefined ? {} : { first_name: givenName }),
    ...(familyName === undefined ? {} : { last_name: familyName }),
    ...(phone === undefined ? {} : { phone_number: phone === null ? null : withoutPunctuation(phone) }),
  };
}

/** As Klaviyo keeps it. */
export function addressOf(email: string): string {
  return email.trim().toLowerCase();
}

/** `+44 20 7946-0001` as E.164. A number without its country stays without, and Klaviyo refuses it. */
function withoutPunctuation(phone: string): string {
  return phone.replaceAll(/[\s().\-/]/g, '');
}
