import { Field, Int, ObjectType } from 'type-graphql';
import { UpsertError } from './upsert-error.js';
import { type UpsertStatus, UpsertStatusEnum } from './upsert-status.js';

@ObjectType({ simpleResolvers: true, description: 'What became of one contact of a write.' })
export class ContactUpsertResult {
  @Field(() => Int, { description: 'Its place in the input, from 0.' })
  index!: number;

  @Field(() => UpsertStatusEnum)
  status!: UpsertStatus;

  @Field(() => UpsertError, { nullable: true, description: 'Only when it failed.' })
  error?: UpsertError | null;
}
