import { Field, Int, ObjectType } from 'type-graphql';
import { type UpsertStatus, UpsertStatusEnum } from './upsert-status.js';
import { WriteError } from './write-error.js';

/** What the results of all upserts have in common. Not in the graph itself. */
@ObjectType({ simpleResolvers: true })
export abstract class UpsertResult {
  @Field(() => Int, { description: 'Its place in the input, from 0.' })
  index!: number;

  @Field(() => UpsertStatusEnum)
  status!: UpsertStatus;

  @Field(() => WriteError, { nullable: true, description: 'Only when it failed.' })
  error?: WriteError | null;
}
