import { Field, Float, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from './enum-of.js';
import { RolloutPlanType } from './rollout-plan-type.js';

export const RolloutStateEnum = enumOf([
  'DRAFT',
  'SHADOWING',
  'STEPPING',
  'PROMOTING',
  'PAUSED',
  'HELD',
  'PROMOTED',
  'ROLLED_BACK',
  'ABORTED',
]);
registerEnumType(RolloutStateEnum, { name: 'RolloutState', description: 'Where a rollout stands.' });

export const RolloutActionEnum = enumOf([
  'PAUSE',
  'RESUME',
  'ADVANCE',
  'PROMOTE',
  'ROLL_BACK',
  'ACCEPT_DIFFERENCE',
  'MIGRATE_PINNED',
]);
registerEnumType(RolloutActionEnum, { name: 'RolloutAction', description: 'What an admin may do to a rollout.' });

@ObjectType({ simpleResolvers: true, description: 'Where a rollout stands, at one moment.' })
export class RolloutStanding {
  @Field(() => RolloutStateEnum)
  state!: keyof typeof RolloutStateEnum;

  @Field(() => GraphQLISODateTime, { nullable: true })
  since!: Date | null;

  @Field(() => Int, { nullable: true, description: "Index in the plan's steps; null where no step is." })
  step!: number | null;

  @Field(() => Float, { description: 'Per cent of the eligible callers that the candidate answers.' })
  weight!: number;

  @Field(() => Float, { description: 'Per cent of the reads that are compared.' })
  shadowShare!: number;

  @Field(() => String, { nullable: true, description: 'Of a held rollout, e.g. vendor-incident.' })
  hold!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it is held, was rolled back, or by whom it was aborted.' })
  why!: string | null;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'Until when one command leads back to the old version.',
  })
  stableKeptUntil!: Date | null;
}

@ObjectType('Rollout', {
  simpleResolvers: true,
  description: "One connector's way from its stable version to a candidate.",
})
export class RolloutType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  connector!: string;

  @Field(() => String, { description: 'Exact version.' })
  stable!: string;

  @Field(() => String, { description: 'Exact version.' })
  candidate!: string;

  @Field(() => Int, { description: 'Changes with each transition: name the one you saw when you change a rollout.' })
  revision!: number;

  @Field(() => GraphQLISODateTime)
  createdAt!: Date;

  @Field(() => RolloutStanding)
  standing!: RolloutStanding;

  @Field(() => RolloutPlanType)
  plan!: RolloutPlanType;

  @Field(() => [RolloutActionEnum], { description: 'What may be done to it now.' })
  actions!: (keyof typeof RolloutActionEnum)[];
}
