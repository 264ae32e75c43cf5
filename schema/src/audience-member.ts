import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { VendorLink } from './contact.js';
import type { PageInput } from './page.js';
import { PhoneNumber, type PhoneNumberRecord } from './phone-number.js';
import { VendorRecord } from './vendor-record.js';

export const MEMBERSHIP_STATUSES = [
  'SUBSCRIBED',
  'UNSUBSCRIBED',
  'CLEANED',
  'PENDING',
  'TRANSACTIONAL',
  'ARCHIVED',
] as const;
export type MembershipStatus = (typeof MEMBERSHIP_STATUSES)[number];

export const MembershipStatusEnum = Object.fromEntries(MEMBERSHIP_STATUSES.map((status) => [status, status])) as {
  [K in MembershipStatus]: K;
};
registerEnumType(MembershipStatusEnum, {
  name: 'MembershipStatus',
  description: 'Standing of a member in an audience.',
});

/** One person's membership in one audience. */
export interface AudienceMemberRecord {
  kind: 'AudienceMember';
  /** Vendor's id of the membership; for Mailchimp `listId:subscriberHash`. */
  id: string;
  /** Null for a subscriber of the account as a whole. */
  audienceId: string | null;
  email: string;
  givenName: string | null;
  familyName: string | null;
  phones: readonly PhoneNumberRecord[];
  status: MembershipStatus | null;
  updatedAt: string | null;
  links: readonly VendorLink[];
}

/** What to write of a member: fields left out stay as they are. Audience and e-mail are the key. */
export interface AudienceMemberUpsert {
  /** Null for the account as a whole, where the vendor has such. */
  audienceId: string | null;
  email: string;
  givenName?: string | null;
  familyName?: string | null;
  phone?: string | null;
  /** Standing of a new member; that of a known one stays as it is. */
  statusIfNew?: MembershipStatus;
}

/** Where a member's upsert ended up. */
export interface AudienceMemberUpserted {
  id: string;
  created: boolean;
}

/** Asks for a page of one audience's members. */
export interface AudienceMemberPageInput extends PageInput {
  audienceId: string;
}

@ObjectType({
  implements: VendorRecord,
  simpleResolvers: true,
  description: "One person's membership in one audience.",
})
export class AudienceMember extends VendorRecord {
  @Field(() => String, { nullable: true })
  email?: string | null;

  @Field(() => String, { nullable: true })
  givenName?: string | null;

  @Field(() => String, { nullable: true })
  familyName?: string | null;

  @Field(() => [PhoneNumber], { nullable: true })
  phones?: readonly PhoneNumber[];

  @Field(() => MembershipStatusEnum, { nullable: true })
  status?: MembershipStatus | null;
}
