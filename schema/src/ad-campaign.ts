import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import { Money, type MoneyRecord } from './money.js';
import { VendorRecord } from './vendor-record.js';

/** An advertising campaign. */
export interface AdCampaignRecord {
  kind: 'AdCampaign';
  id: string;
  name: string | null;
  /** The vendor's own status, e.g. `ACTIVE`. */
  status: string | null;
  objective: string | null;
  dailyBudget: MoneyRecord | null;
  createdAt: string | null;
  updatedAt: string | null;
}

@ObjectType({ implements: VendorRecord, simpleResolvers: true, description: 'An advertising campaign.' })
export class AdCampaign extends VendorRecord {
  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "The vendor's own status." })
  status?: string | null;

  @Field(() => String, { nullable: true })
  objective?: string | null;

  @Field(() => Money, { nullable: true })
  dailyBudget?: MoneyRecord | null;

  @Field(() => GraphQLISODateTime, { nullable: true })
  createdAt?: string | null;
}
