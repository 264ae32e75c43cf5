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
  audienceId: string;
  email: string;
  givenName: string | null;
  familyName: string | null;
  phones: readonly PhoneNumberRecord[];
  status: MembershipStatus | null;
  updatedAt: string | null;
  links: readonly VendorLink[];
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
