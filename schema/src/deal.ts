import { Field, Float, GraphQLISODateTime, ObjectType } from 'type-graphql';
import { Lifecycle } from './lifecycle.js';
import { Money, type MoneyRecord } from './money.js';
import { VendorRecord } from './vendor-record.js';

/** A sale in a CRM. */
export interface DealRecord {
  kind: 'Deal';
  id: string;
  name: string | null;
  amount: MoneyRecord | null;
  /** The vendor's own stage id, e.g. `closedwon`. */
  stage: string | null;
  won: boolean | null;
  /** When it closed or is expected to, RFC 3339. */
  closedAt: string | null;
  createdAt: string | null;
  updatedAt: string | null;
}

/** Asks for the deals won with a close date in `[since, until)`, RFC 3339 instants. */
export interface WonDealsInput {
  since: string;
  until: string;
}

@ObjectType({ implements: VendorRecord, simpleResolvers: true, description: 'A sale in a CRM.' })
export class Deal extends VendorRecord {
  @Field(() => String, { nullable: true })
  name?: string | null;

  @Lifecycle({
    removedIn: 2,
    exposedAs: 'amount',
    deprecated: {
      since: '2026-11-23',
      reason: 'A float loses cents and says no currency.',
      replacement: 'Deal.amount',
      sunset: '2028-05-23',
      guide: 'migrations-guides/graph-v1-to-v2.md',
    },
  })
  @Field(() => Float, { nullable: true, description: 'Amount in major units of an unnamed currency.' })
  amountNumber?: number | null;

  @Lifecycle({ since: 2 })
  @Field(() => Money, { nullable: true })
  amount?: MoneyRecord | null;

  @Field(() => String, { nullable: true, description: "The vendor's own stage id." })
  stage?: string | null;

  @Field(() => Boolean, { nullable: true })
  won?: boolean | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it closed or is expected to.' })
  closedAt?: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true })
  createdAt?: string | null;
}
