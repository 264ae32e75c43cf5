import { Field, ObjectType } from 'type-graphql';
import { EvidenceNow } from './evidence-type.js';
import { RolloutType } from './rollout-type.js';

@ObjectType({ simpleResolvers: true, description: 'A rollout and what the evidence says of it, at one moment.' })
export class RolloutMoment {
  @Field(() => RolloutType)
  rollout!: RolloutType;

  @Field(() => EvidenceNow, { nullable: true, description: 'Null while nothing is counted.' })
  evidence!: EvidenceNow | null;
}
