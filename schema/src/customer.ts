import { Field, ObjectType } from 'type-graphql';
import { type LifecycleStage, LifecycleStageEnum } from './lifecycle-stage.js';
import { Node } from './node.js';
import { PhoneNumber, type PhoneNumberRecord } from './phone-number.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'One person, resolved over every vendor that knows them.',
})
export class Customer extends Node {
  @Field(() => String, { nullable: true, description: 'Given and family name.' })
  fullName?: string | null;

  @Field(() => [String], { nullable: true, description: 'Every known address, normalised.' })
  emails?: readonly string[];

  @Field(() => [PhoneNumber], { nullable: true, description: 'Every known number once, as the vendor has it.' })
  phones?: readonly PhoneNumberRecord[];

  @Field(() => LifecycleStageEnum, { nullable: true })
  lifecycleStage?: LifecycleStage | null;
}
