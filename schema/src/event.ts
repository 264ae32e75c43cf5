import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import { Money, type MoneyRecord } from './money.js';
import { VendorRecord } from './vendor-record.js';

/** Something a person did, as an e-mail vendor recorded it. */
export interface EventRecord {
  kind: 'Event';
  id: string;
  /** Name of the vendor's metric, e.g. `Placed Order`. */
  name: string | null;
  email: string | null;
  value: MoneyRecord | null;
  occurredAt: string | null;
  updatedAt: string | null;
}

@ObjectType({
  implements: VendorRecord,
  simpleResolvers: true,
  description: 'Something a person did, as a vendor recorded it.',
})
export class Event extends VendorRecord {
  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true })
  email?: string | null;

  @Field(() => Money, { nullable: true })
  value?: MoneyRecord | null;

  @Field(() => GraphQLISODateTime, { nullable: true })
  occurredAt?: string | null;
}
