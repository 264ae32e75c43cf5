import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from './enum-of.js';

export const AdvanceEnum = enumOf(['AUTOMATIC', 'APPROVAL']);
registerEnumType(AdvanceEnum, {
  name: 'RolloutAdvance',
  description: 'APPROVAL: each step waits for an admin even when the evidence would advance.',
});

export const StickyByEnum = enumOf(['USER', 'TENANT', 'CLIENT']);
registerEnumType(StickyByEnum, { name: 'RolloutStickyBy', description: 'What keeps a caller on one version.' });

@ObjectType({ simpleResolvers: true, description: 'One step of a plan: exactly one of the two is set.' })
export class RolloutStep {
  @Field(() => Float, { nullable: true, description: 'Per cent of the reads that are compared.' })
  shadow!: number | null;

  @Field(() => Float, { nullable: true, description: 'Per cent of the callers that the candidate answers.' })
  weight!: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'What the evidence is held against.' })
export class RolloutAnalysis {
  @Field(() => Float, { description: 'Chance of rolling back a version that is no worse than tolerated.' })
  alpha!: number;

  @Field(() => Float, { description: "Rate of bad events, relative to stable's, that is tolerated." })
  toleratedRatio!: number;

  @Field(() => Float, { description: 'A step is advanced from only when the ratio is shown to be under this.' })
  advanceBelow!: number;

  @Field(() => Float, {
    description: 'Or when the rate of failures is shown to be under this, whatever stable has; 0 for never.',
  })
  advanceBelowRate!: number;

  @Field(() => Float, { description: 'How sure "shown" is.' })
  confidence!: number;

  @Field(() => Int, { description: 'Counted requests that a step wants at least.' })
  leastRequests!: number;

  @Field(() => Int, { description: 'Counted requests that a step wants at most.' })
  mostRequests!: number;
}

@ObjectType('RolloutPlan', { simpleResolvers: true, description: 'How a rollout goes; it does not change on the way.' })
export class RolloutPlanType {
  @Field(() => [RolloutStep])
  steps!: RolloutStep[];

  @Field(() => AdvanceEnum)
  advance!: keyof typeof AdvanceEnum;

  @Field(() => StickyByEnum)
  stickyBy!: keyof typeof StickyByEnum;

  @Field(() => Int, { description: 'First step, from 0, at which the candidate also writes for its callers.' })
  writesFromStep!: number;

  @Field(() => RolloutAnalysis)
  analysis!: RolloutAnalysis;

  @Field(() => Float, { description: "Share of pairs that may differ beyond the field's own noise." })
  toleratedMismatch!: number;

  @Field(() => Float, { description: 'How long the old version stays loaded after promotion, hours.' })
  rollbackWindowHours!: number;
}
