import { Field, InputType } from 'type-graphql';
import { type LifecycleStage, LifecycleStageEnum } from './lifecycle-stage.js';

@InputType({
  description: 'What to write of a contact. The e-mail address is the key; fields left out stay as they are.',
})
export class ContactInput {
  // Text, not EmailAddress: one mistyped address must fail its own record, not the whole import.
  @Field(() => String, { description: 'An address that is none fails its record alone.' })
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
