import { Field, Int, ObjectType } from 'type-graphql';
import { AudienceMemberUpsertResult } from './audience-member-upsert-result.js';

@ObjectType({ simpleResolvers: true, description: 'What became of a write of audience members.' })
export class AudienceMembersUpserted {
  @Field(() => Int, { description: 'Members that were created or updated.' })
  accepted!: number;

  @Field(() => [AudienceMemberUpsertResult], { description: 'One for each member, in input order.' })
  results!: readonly AudienceMemberUpsertResult[];
}
