import { GraphQLEmailAddress } from 'graphql-scalars';
import { Field, InputType } from 'type-graphql';
import { type LifecycleStage, LifecycleStageEnum } from './lifecycle-stage.js';

@InputType({
  description: 'What to write of a contact. The e-mail address is the key; fields left out stay as they are.',
})
export class ContactInput {
  @Field(() => GraphQLEmailAddress)
  email!: string;

  @Field(() => String, { nullable: true })
  givenName?: string | null;

  @Field(() => String, { nullable: true })
  familyName?: string | null;

  @Field(() => String, { nullable: true })
  phone?: string | null;

  @Field(() => LifecycleStageEnum, { nullable: true })
  lifecycleStage?: LifecycleStage | null;
}
