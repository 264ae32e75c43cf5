import { Field, Int, ObjectType } from 'type-graphql';
import { VendorRecord } from './vendor-record.js';

/** A mailing list. */
export interface AudienceRecord {
  kind: 'Audience';
  id: string;
  name: string | null;
  memberCount: number | null;
  createdAt: string | null;
  updatedAt: string | null;
}

@ObjectType({ implements: VendorRecord, simpleResolvers: true, description: 'A mailing list.' })
export class Audience extends VendorRecord {
  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => Int, { nullable: true })
  memberCount?: number | null;
}
