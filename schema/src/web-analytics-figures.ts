import { Field, Float, ObjectType } from 'type-graphql';
import { Money, type MoneyRecord } from './money.js';

@ObjectType({ simpleResolvers: true, description: 'What happened on the web, as the analytics vendors report it.' })
export class WebAnalyticsFigures {
  @Field(() => Float, { nullable: true })
  sessions?: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "Sum of each day's and channel's users: who came on two days or through two channels counts twice, " +
      'for vendors do not tell who was the same.',
  })
  users?: number | null;

  @Field(() => Float, { nullable: true, description: 'As the vendors count them.' })
  conversions?: number | null;

  @Field(() => Money, { nullable: true, description: 'Revenue in one currency.' })
  revenue?: MoneyRecord | Error | null;

  @Field(() => [Money], { nullable: true, description: 'Revenue before any conversion, one sum per currency.' })
  revenueByCurrency?: readonly MoneyRecord[] | null;
}
