import { createHash } from 'node:crypto';
import { type Call, invalid, type SettingDeclaration, type VendorError } from '@selvedge/connector-api';
import type { AudienceMemberUpsert, MembershipStatus } from '@selvedge/schema';

export const newMemberSetting: SettingDeclaration = {
  description:
    'Standing of a new member where a write does not say: pending (Mailchimp asks the person by e-mail), subscribed or unsubscribed; default pending',
  required: false,
};

/** A member as Mailchimp takes it, standing apart: it is told only of members that are new. */
export interface MemberWrite {
  listId: string;
  email: string;
  mergeFields: Readonly<Record<string, string>>;
  /** Mailchimp's word. */
  statusIfNew: string;
}

/** What to write, or the failure of a record that no request can carry. `taken`: standings that the request takes. */
export function memberWrite(
  upsert: AudienceMemberUpsert,
  settings: Call['settings'],
  taken: Readonly<Partial<Record<MembershipStatus, string>>>,
): MemberWrite | VendorError {
  const { audienceId, email, givenName, familyName, phone, statusIfNew } = upsert;
  if (audienceId === null || !/^\w+$/.test(audienceId)) {
    return invalid("A member of Mailchimp belongs to an audience: audienceId must be the audience's id.");
  }
  if (!/^[^@\s]+@[^@\s]+$/.test(email.trim())) return invalid("A member's email must be an e-mail address.");
  const status = statusIfNew === undefined ? newMemberStatus(settings) : taken[statusIfNew];
  if (status === undefined) {
    return invalid(`A new member may be ${Object.keys(taken).join(', ')} here, but statusIfNew is ${statusIfNew}.`);
  }
  const merged = { FNAME: givenName, LNAME: familyName, [settings.phoneField ?? 'PHONE']: phone };
  return {
    listId: audienceId,
    email: email.trim(),
    mergeFields: Object.fromEntries(
      Object.entries(merged).flatMap(([field, value]) => (value === undefined ? [] : [[field, value ?? '']])),
    ),
    statusIfNew: status,
  };
}

/** What two writes of the same member have in common. */
export function memberKey({ listId, email }: Pick<MemberWrite, 'listId' | 'email'>): string {
  return `${listId}:${subscriberHash(email)}`;
}

/** Mailchimp's id of an address within a list: the MD5 of its lower-case form. */
export function subscriberHash(email: string): string {
  return createHash('md5').update(email.trim().toLowerCase()).digest('hex');
}

/** The later write's fields over the earlier's, as if they had come one after the other. */
export function mergedWrites(earlier: MemberWrite, later: MemberWrite): MemberWrite {
  return { ...earlier, mergeFields: { ...earlier.mergeFields, ...later.mergeFields } };
}

/** Throws `invalid` for a setting that is no standing. */
function newMemberStatus({ newMemberStatus: status = 'pending' }: Call['settings']): string {
  if (['pending', 'subscribed', 'unsubscribed'].includes(status)) return status;
  throw invalid(
    `Setting newMemberStatus must be pending, subscribed or unsubscribed, but got ${JSON.stringify(status)}.`,
  );
}
