import { Field, ObjectType } from 'type-graphql';
import { VendorRecord } from './vendor-record.js';

/** The colleague who looks after a record in a CRM. */
export interface OwnerRecord {
  kind: 'Owner';
  id: string;
  name: string | null;
  email: string | null;
  updatedAt: string | null;
}

@ObjectType({
  implements: VendorRecord,
  simpleResolvers: true,
  description: 'The colleague who looks after a record in a CRM.',
})
export class Owner extends VendorRecord {
  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true })
  email?: string | null;
}
