import { Field, ID, InputType } from 'type-graphql';
import { type MembershipStatus, MembershipStatusEnum } from './audience-member.js';

@InputType({
  description:
    'What to write of an audience member. Audience and e-mail address are the key; fields left out stay as they are.',
})
export class AudienceMemberInput {
  @Field(() => ID, {
    nullable: true,
    description:
      'Global id of the audience; left out for the account as a whole, where the vendor has such. ' +
      'An id of anything else fails its record alone.',
  })
  audienceId?: string | null;

  // Text, not EmailAddress: one mistyped address must fail its own record, not the whole import.
  @Field(() => String, { description: 'An address that is none fails its record alone.' })
  email!: string;

  @Field(() => String, { nullable: true })
  givenName?: string | null;

  @Field(() => String, { nullable: true })
  familyName?: string | null;

  @Field(() => String, { nullable: true })
  phone?: string | null;

  @Field(() => MembershipStatusEnum, {
    nullable: true,
    description: 'Standing of a new member; that of a known one stays as it is.',
  })
  statusIfNew?: MembershipStatus | null;
}
