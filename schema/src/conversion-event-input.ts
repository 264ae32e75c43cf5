import { Field, GraphQLISODateTime, InputType } from 'type-graphql';
import { ClickIdInput } from './click-id-input.js';
import { MoneyInput } from './money-input.js';

@InputType({
  description: 'One conversion. Personal data is given plain; it is normalised and hashed as each platform wants it.',
})
export class ConversionEventInput {
  @Field(() => String, { description: 'Your id of the event; a platform counts the same id once.' })
  eventId!: string;

  @Field(() => String, { description: 'Standard name, for example `Purchase` or `Lead`.' })
  name!: string;

  @Field(() => GraphQLISODateTime)
  occurredAt!: Date;

  @Field(() => MoneyInput, { nullable: true, description: 'A value that is none fails its event alone.' })
  value?: MoneyInput | null;

  @Field(() => String, { nullable: true, description: 'Page on which it happened.' })
  sourceUrl?: string | null;

  @Field(() => String, { nullable: true })
  email?: string | null;

  @Field(() => String, { nullable: true })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'Your id of the person.' })
  externalId?: string | null;

  @Field(() => String, { nullable: true })
  clientIp?: string | null;

  @Field(() => String, { nullable: true })
  clientUserAgent?: string | null;

  @Field(() => [ClickIdInput], { nullable: true })
  clickIds?: ClickIdInput[] | null;
}
