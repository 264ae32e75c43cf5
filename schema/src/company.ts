import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import { VendorRecord } from './vendor-record.js';

/** An organisation in a CRM. */
export interface CompanyRecord {
  kind: 'Company';
  id: string;
  name: string | null;
  domain: string | null;
  createdAt: string | null;
  updatedAt: string | null;
}

@ObjectType({ implements: VendorRecord, simpleResolvers: true, description: 'An organisation in a CRM.' })
export class Company extends VendorRecord {
  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true })
  domain?: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true })
  createdAt?: string | null;
}
