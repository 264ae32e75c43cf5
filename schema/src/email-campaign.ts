import { Field, Float, GraphQLISODateTime, Int, ObjectType } from 'type-graphql';
import { VendorRecord } from './vendor-record.js';

/** A mailing that was or will be sent. */
export interface EmailCampaignRecord {
  kind: 'EmailCampaign';
  id: string;
  name: string | null;
  subject: string | null;
  /** The vendor's own status, e.g. `sent`. */
  status: string | null;
  audienceId: string | null;
  sentAt: string | null;
  createdAt: string | null;
  updatedAt: string | null;
}

/** Counts of one mailing: people, not events, unless the name says so. */
export interface EmailStatisticsRecord {
  sent: number;
  uniqueOpens: number;
  uniqueClicks: number;
  unsubscribed: number;
  bounced: number;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a mailing.' })
export class EmailStatistics {
  @Field(() => Int, { nullable: true })
  sent?: number | null;

  @Field(() => Int, { nullable: true })
  uniqueOpens?: number | null;

  @Field(() => Int, { nullable: true })
  uniqueClicks?: number | null;

  @Field(() => Int, { nullable: true })
  unsubscribed?: number | null;

  @Field(() => Int, { nullable: true })
  bounced?: number | null;

  @Field(() => Float, { nullable: true, description: 'Unique opens / sent; null when nothing was sent.' })
  openRate?: number | null;

  @Field(() => Float, { nullable: true, description: 'Unique clicks / sent; null when nothing was sent.' })
  clickRate?: number | null;
}

@ObjectType({ implements: VendorRecord, simpleResolvers: true, description: 'A mailing that was or will be sent.' })
export class EmailCampaign extends VendorRecord {
  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true })
  subject?: string | null;

  @Field(() => String, { nullable: true, description: "The vendor's own status." })
  status?: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true })
  sentAt?: string | null;
}
