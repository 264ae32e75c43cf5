import type { Call, SettingDeclaration } from '@selvedge/connector-api';
import type { AudienceMemberRecord, MembershipStatus } from '@selvedge/schema';
import { z } from 'zod';
import { instant, text } from './wire-values.js';

/** Which merge fields hold what: an account names its own. */
export const memberSettings = {
  phoneField: { description: 'Merge field that holds the phone number; default PHONE', required: false },
  hubspotIdField: { description: 'Merge field that holds the HubSpot contact id; default HUBSPOTID', required: false },
} satisfies Record<string, SettingDeclaration>;

/** Without the merge fields, of which an account may have many, but for the name. */
export const MEMBER_FIELD_SETS = { card: ['audienceId', 'email', 'givenName', 'familyName', 'status', 'updatedAt'] };

const PLAIN_FIELDS = ['id', 'list_id', 'email_address', 'status', 'last_changed'];
const CARD_FIELDS = [...PLAIN_FIELDS, 'merge_fields.FNAME', 'merge_fields.LNAME'];

/** What is asked of a member; the rest of what Mailchimp keeps about a person stays there. */
export const MEMBER_FIELDS = [...PLAIN_FIELDS, 'merge_fields'];

/** The same, by the field set that is enough. */
export function memberFieldsFor({ fieldSet }: Call): readonly string[] {
  return fieldSet === 'card' ? CARD_FIELDS : MEMBER_FIELDS;
}

export const memberSchema = z.object({
  /** MD5 of the lower-cased address. */
  id: z.string().min(1),
  list_id: z.string().min(1),
  email_address: z.string(),
  status: z.string().nullish(),
  /** Texts, numbers or, for an address, objects. */
  merge_fields: z.record(z.string(), z.unknown()).nullish(),
  last_changed: instant,
});

export function memberRecord(member: z.output<typeof memberSchema>, settings: Call['settings']): AudienceMemberRecord {
  const merged = (name: string) => mergeFieldSchema.parse(member.merge_fields?.[name]);
  const phone = merged(settings.phoneField ?? 'PHONE');
  const hubspotId = merged(settings.hubspotIdField ?? 'HUBSPOTID');
  return {
    kind: 'AudienceMember',
    id: `${member.list_id}:${member.id}`,
    audienceId: member.list_id,
    email: member.email_address,
    givenName: merged('FNAME'),
    familyName: merged('LNAME'),
    phones: phone === null ? [] : [{ number: phone, kind: 'OTHER' }],
    status: STATUSES[member.status ?? ''] ?? null,
    updatedAt: member.last_changed,
    links: hubspotId === null ? [] : [{ connector: 'hubspot', id: hubspotId }],
  };
}

/** A merge field's text or number as text; null when empty or of another type. */
const mergeFieldSchema = z.union([z.number().transform(String), text]).catch(null);

const STATUSES: Readonly<Record<string, MembershipStatus>> = {
  subscribed: 'SUBSCRIBED',
  unsubscribed: 'UNSUBSCRIBED',
  cleaned: 'CLEANED',
  pending: 'PENDING',
  transactional: 'TRANSACTIONAL',
  archived: 'ARCHIVED',
};
