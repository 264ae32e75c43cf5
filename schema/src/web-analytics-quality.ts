import { Field, ObjectType } from 'type-graphql';

@ObjectType({
  simpleResolvers: true,
  description: 'What the vendors say against trusting the figures to the last digit; true when it holds for any.',
})
export class WebAnalyticsQuality {
  @Field(() => Boolean, { description: 'Computed from a sample of the sessions.' })
  sampled!: boolean;

  @Field(() => Boolean, { description: 'Rows of few users were withheld.' })
  thresholded!: boolean;

  @Field(() => Boolean, { description: 'Rows beyond the vendor\'s limit were folded into "(other)".' })
  otherRow!: boolean;
}
