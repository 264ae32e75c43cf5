import { Field, InputType } from 'type-graphql';

@InputType({ description: 'What a platform left with the visitor when its ad was clicked.' })
export class ClickIdInput {
  @Field(() => String, { description: 'Standard name: `fbp`, `fbc`, `gclid`.' })
  name!: string;

  @Field(() => String)
  value!: string;
}
