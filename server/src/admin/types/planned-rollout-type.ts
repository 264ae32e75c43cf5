import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from './enum-of.js';
import { RolloutPlanType } from './rollout-plan-type.js';

export const GateOutcomeEnum = enumOf(['PASSED', 'UNKNOWN', 'SHOWN', 'REFUSED']);
registerEnumType(GateOutcomeEnum, {
  name: 'GateOutcome',
  description:
    'UNKNOWN: nothing is recorded to check it by; SHOWN: a difference for an admin to read. Neither refuses anything.',
});

@ObjectType('GateResult', { simpleResolvers: true, description: 'One check before any traffic.' })
export class GateResultType {
  @Field(() => String, { description: 'e.g. hosts, graph-extension' })
  gate!: string;

  @Field(() => GateOutcomeEnum)
  outcome!: keyof typeof GateOutcomeEnum;

  @Field(() => [String])
  lines!: readonly string[];
}

@ObjectType('PlannedRollout', { simpleResolvers: true, description: 'What a start would do.' })
export class PlannedRolloutType {
  @Field(() => String)
  connector!: string;

  @Field(() => String)
  stable!: string;

  @Field(() => String)
  candidate!: string;

  @Field(() => RolloutPlanType)
  plan!: RolloutPlanType;

  @Field(() => [GateResultType])
  gates!: GateResultType[];

  @Field(() => [Float], {
    nullable: true,
    description: 'Minutes that each step takes at the shortest by the traffic of late; null where there was none.',
  })
  shortestMinutes!: readonly number[] | null;

  @Field(() => Float, {
    nullable: true,
    description: 'For how many minutes of the last day there was traffic, by which shortestMinutes is reckoned.',
  })
  trafficMinutes!: number | null;

  @Field(() => Boolean, { description: 'Whether no gate refuses it.' })
  startable!: boolean;
}
