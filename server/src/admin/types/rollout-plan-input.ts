import { Field, Float, InputType, Int } from 'type-graphql';
import { AdvanceEnum, StickyByEnum } from './rollout-plan-type.js';

@InputType({ description: 'One step of a plan: give exactly one of the two.' })
export class RolloutStepInput {
  @Field(() => Float, { nullable: true, description: 'Per cent of the reads that are compared, above 0.' })
  shadow?: number | null;

  @Field(() => Float, { nullable: true, description: 'Per cent of the callers, above 0 and below 100.' })
  weight?: number | null;
}

@InputType({ description: "What is left out takes the default plan's." })
export class RolloutAnalysisInput {
  @Field(() => Float, { nullable: true })
  alpha?: number | null;

  @Field(() => Float, { nullable: true })
  toleratedRatio?: number | null;

  @Field(() => Float, { nullable: true })
  advanceBelow?: number | null;

  @Field(() => Float, { nullable: true, description: '0 for never.' })
  advanceBelowRate?: number | null;

  @Field(() => Float, { nullable: true })
  confidence?: number | null;

  @Field(() => Int, { nullable: true })
  leastRequests?: number | null;

  @Field(() => Int, { nullable: true })
  mostRequests?: number | null;
}

@InputType({ description: "What is left out takes the default plan's." })
export class RolloutPlanInput {
  @Field(() => [RolloutStepInput], { nullable: true, description: 'Shadow steps first, then weights that rise.' })
  steps?: RolloutStepInput[] | null;

  @Field(() => AdvanceEnum, { nullable: true })
  advance?: keyof typeof AdvanceEnum | null;

  @Field(() => StickyByEnum, { nullable: true })
  stickyBy?: keyof typeof StickyByEnum | null;

  @Field(() => Int, { nullable: true })
  writesFromStep?: number | null;

  @Field(() => RolloutAnalysisInput, { nullable: true })
  analysis?: RolloutAnalysisInput | null;

  @Field(() => Float, {
    nullable: true,
    description: "Share of pairs that may differ beyond a field's own noise, above 0 and below 1.",
  })
  toleratedMismatch?: number | null;
}
