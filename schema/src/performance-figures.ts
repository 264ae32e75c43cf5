import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Money, type MoneyRecord } from './money.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'What marketing cost and brought. A ratio with a zero denominator is null; a figure that no connected vendor can ' +
    'tell is null with `CAPABILITY_MISSING`, not 0.',
})
export class PerformanceFigures {
  @Field(() => Money, { nullable: true, description: 'Spend in one currency, as the ad platforms report it.' })
  spend?: MoneyRecord | Error | null;

  @Field(() => [Money], { nullable: true, description: 'Spend before any conversion, one sum per currency.' })
  spendByCurrency?: readonly MoneyRecord[] | Error | null;

  @Field(() => Float, { nullable: true })
  impressions?: number | Error | null;

  @Field(() => Float, { nullable: true })
  clicks?: number | Error | null;

  @Field(() => Float, { nullable: true, description: 'As the platforms attribute them.' })
  conversions?: number | Error | null;

  @Field(() => Money, { nullable: true, description: 'Value of the deals won, in one currency.' })
  revenue?: MoneyRecord | Error | null;

  @Field(() => [Money], { nullable: true, description: 'Revenue before any conversion, one sum per currency.' })
  revenueByCurrency?: readonly MoneyRecord[] | Error | null;

  @Field(() => Int, { nullable: true, description: 'People whose first won deal, over all CRMs, closes in the range.' })
  newCustomers?: number | Error | null;

  @Field(() => Float, { nullable: true, description: 'Revenue / spend.' })
  roas?: number | Error | null;

  @Field(() => Float, { nullable: true, description: '(Revenue − spend) / spend.' })
  roi?: number | Error | null;

  @Field(() => Float, { nullable: true, description: 'Spend / new customers, in the currency of spend.' })
  cac?: number | Error | null;

  @Field(() => Float, { nullable: true, description: 'Spend / conversions, in the currency of spend.' })
  cpa?: number | Error | null;

  @Field(() => Float, { nullable: true, description: 'Clicks / impressions.' })
  ctr?: number | Error | null;

  @Field(() => Float, { nullable: true, description: 'Conversions / clicks.' })
  conversionRate?: number | Error | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'People who became sales qualified / people who became marketing qualified, both in the range. ' +
      'Who did so in several CRMs is counted once.',
  })
  mqlToSql?: number | Error | null;
}
