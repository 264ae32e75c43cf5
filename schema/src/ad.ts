import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import { VendorRecord } from './vendor-record.js';

/** One ad. */
export interface AdRecord {
  kind: 'Ad';
  id: string;
  campaignId: string;
  adSetId: string;
  name: string | null;
  /** The vendor's own status, e.g. `ACTIVE`. */
  status: string | null;
  createdAt: string | null;
  updatedAt: string | null;
}

@ObjectType({ implements: VendorRecord, simpleResolvers: true, description: 'One ad.' })
export class Ad extends VendorRecord {
  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "The vendor's own status." })
  status?: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true })
  createdAt?: string | null;
}
