import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import { Money, type MoneyRecord } from './money.js';
import { VendorRecord } from './vendor-record.js';

/** A set of ads within a campaign. */
export interface AdSetRecord {
  kind: 'AdSet';
  id: string;
  campaignId: string;
  name: string | null;
  /** The vendor's own status, e.g. `ACTIVE`. */
  status: string | null;
  dailyBudget: MoneyRecord | null;
  createdAt: string | null;
  updatedAt: string | null;
}

@ObjectType({ implements: VendorRecord, simpleResolvers: true, description: 'A set of ads within a campaign.' })
export class AdSet extends VendorRecord {
  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "The vendor's own status." })
  status?: string | null;

  @Field(() => Money, { nullable: true })
  dailyBudget?: MoneyRecord | null;

  @Field(() => GraphQLISODateTime, { nullable: true })
  createdAt?: string | null;
}
