import type { Call } from '@selvedge/connector-api';
import type { AudienceMemberRecord, MembershipStatus } from '@selvedge/schema';
import { z } from 'zod';
import { instant, text } from './wire-values.js';

const channel = z.object({ consent: text, consent_timestamp: instant, last_updated: instant }).nullish();

/** Every channel's purposes; the older revision tells none. */
const subscriptions = z
  .object({
    email: z
      .object({
        marketing: channel
          .unwrap()
          .unwrap()
          .extend({ suppression: z.array(z.object({ reason: z.string(), timestamp: instant })).nullish() })
          .nullish(),
      })
      .nullish(),
    sms: z.object({ marketing: channel, transactional: channel }).nullish(),
    mobile_push: z.object({ marketing: channel }).nullish(),
    whatsapp: z.object({ marketing: channel, transactional: channel, conversational: channel }).nullish(),
  })
  .nullish();

export const profileSchema = z.object({
  id: z.string().min(1),
  attributes: z.object({
    email: text,
    phone_number: text,
    external_id: text,
    first_name: text,
    last_name: text,
    updated: instant,
    subscriptions,
  }),
});
export type Profile = z.output<typeof profileSchema>;
export type Subscriptions = NonNullable<Profile['attributes']['subscriptions']>;

/**
 * A profile as a member: of one list, or of the account when `audienceId` is null. Null for a profile without an
 * address, known by phone or another id only.
 */
export function memberRecord(
  { id, attributes }: Profile,
  audienceId: string | null,
  settings: Call['settings'],
): AudienceMemberRecord | null {
  const { email, phone_number: phone, external_id: externalId } = attributes;
  if (email === null) return null;
  const linked = settings.externalIdConnector ?? 'hubspot';
  return {
    kind: 'AudienceMember',
    id: audienceId === null ? id : `${audienceId}:${id}`,
    audienceId,
    email,
    givenName: attributes.first_name,
    familyName: attributes.last_name,
    phones: phone === null ? [] : [{ number: phone, kind: 'OTHER' }],
    status: statusOf(attributes.subscriptions),
    updatedAt: attributes.updated,
    links: externalId === null || linked === 'none' ? [] : [{ connector: linked, id: externalId }],
  };
}

/** Reasons for which an address, not its owner, stopped the mail. */
const DEAD_ADDRESS = new Set(['HARD_BOUNCE', 'INVALID_EMAIL']);
const STATUSES: Readonly<Record<string, MembershipStatus>> = {
  SUBSCRIBED: 'SUBSCRIBED',
  UNSUBSCRIBED: 'UNSUBSCRIBED',
};

/** Standing for e-mail; null for who was never asked, and where the revision does not tell. */
function statusOf(subscriptions: Subscriptions | null | undefined): MembershipStatus | null {
  const marketing = subscriptions?.email?.marketing;
  const reasons = marketing?.suppression?.map(({ reason }) => reason) ?? [];
  if (reasons.some((reason) => DEAD_ADDRESS.has(reason))) return 'CLEANED';
  if (reasons.length > 0) return 'UNSUBSCRIBED';
  return STATUSES[marketing?.consent ?? ''] ?? null;
}
