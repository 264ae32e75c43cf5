import { ArgsType, Field, ID, Int } from 'type-graphql';

/** What every change of a rollout is given. */
@ArgsType()
export class ChangeArguments {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'The revision that you saw; refused when the rollout has gone on since.' })
  expectedRevision!: number;

  @Field(() => String, { description: 'The same key does nothing a second time.' })
  idempotencyKey!: string;

  @Field(() => String, { nullable: true, description: 'Why, for the record.' })
  reason?: string | null;
}
