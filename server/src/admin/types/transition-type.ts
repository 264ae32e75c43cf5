import { Field, GraphQLISODateTime, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from './enum-of.js';
import { EvidenceFigures } from './evidence-type.js';
import { RolloutStanding, RolloutStateEnum } from './rollout-type.js';

export const CauseEnum = enumOf(['ADMIN', 'EVIDENCE', 'CONFIGURATION', 'CLOCK']);
registerEnumType(CauseEnum, { name: 'TransitionCause', description: 'Who or what caused a transition.' });

@ObjectType('RolloutTransition', { simpleResolvers: true, description: "One stored step of a rollout's life." })
export class TransitionType {
  @Field(() => Int)
  revision!: number;

  @Field(() => GraphQLISODateTime)
  at!: Date;

  @Field(() => CauseEnum)
  cause!: keyof typeof CauseEnum;

  @Field(() => String, {
    description: 'What was done, e.g. start, pause, resume, advance, hold, accept, migrate, rollback.',
  })
  did!: string;

  @Field(() => String, { nullable: true, description: 'The field that was accepted, or which callers were migrated.' })
  about!: string | null;

  @Field(() => String, { nullable: true, description: 'The admin, as claimed, with the id of the token.' })
  by!: string | null;

  @Field(() => String, { nullable: true, description: 'The reason that the admin gave.' })
  reason!: string | null;

  @Field(() => RolloutStateEnum, { nullable: true })
  from!: keyof typeof RolloutStateEnum | null;

  @Field(() => RolloutStanding)
  to!: RolloutStanding;

  @Field(() => EvidenceFigures, {
    nullable: true,
    description: 'The numbers at that moment; null where nothing was counted.',
  })
  evidence!: EvidenceFigures | null;
}
