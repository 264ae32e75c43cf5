import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Money, type MoneyRecord } from './money.js';

export type AdLevel = 'campaign' | 'adset' | 'ad';

/** Asks for the sums of one campaign, ad set or ad over `[since, until]`, ISO 8601 dates in the account's time zone. */
export interface AdStatisticsInput {
  level: AdLevel;
  id: string;
  since: string;
  until: string;
}

export interface AdStatisticsRecord {
  spend: MoneyRecord;
  impressions: number;
  clicks: number;
  /** As the platform attributes them. */
  conversions: number;
}

@ObjectType({ simpleResolvers: true, description: 'What advertising cost and brought, as the platform reports it.' })
export class AdStatistics {
  @Field(() => Money, { nullable: true })
  spend?: MoneyRecord | null;

  @Field(() => Float, { nullable: true })
  impressions?: number | null;

  @Field(() => Int, { nullable: true })
  clicks?: number | null;

  @Field(() => Float, { nullable: true, description: 'As the platform attributes them.' })
  conversions?: number | null;
}
