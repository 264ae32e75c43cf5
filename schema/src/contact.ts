import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import { type Channel, ChannelEnum } from './channel.js';
import { Lifecycle } from './lifecycle.js';
import { type LifecycleStage, LifecycleStageEnum } from './lifecycle-stage.js';
import type { PageInput } from './page.js';
import { PhoneNumber, type PhoneNumberRecord } from './phone-number.js';
import { VendorRecord } from './vendor-record.js';

/** A pointer from one vendor's record to another's, e.g. the HubSpot id kept in a Mailchimp merge field. */
export interface VendorLink {
  connector: string;
  id: string;
}

/** What a CRM knows about a person. Ids are the vendor's own; instants are RFC 3339 UTC. */
export interface ContactRecord {
  kind: 'Contact';
  id: string;
  /** As the vendor has them, first one primary. */
  emails: readonly string[];
  givenName: string | null;
  familyName: string | null;
  phones: readonly PhoneNumberRecord[];
  lifecycleStage: LifecycleStage | null;
  /** Channel that first brought the person; null when the vendor does not say. */
  originalSource: Channel | null;
  companyId: string | null;
  /** Left out by vendors without owners. */
  ownerId?: string | null;
  createdAt: string | null;
  updatedAt: string | null;
  becameMarketingQualifiedAt: string | null;
  becameSalesQualifiedAt: string | null;
  links: readonly VendorLink[];
}

/** Asks for the contacts that reached a stage in `[since, until)`, RFC 3339 instants. */
export interface StageChangesInput {
  stage: 'MARKETING_QUALIFIED_LEAD' | 'SALES_QUALIFIED_LEAD';
  since: string;
  until: string;
}

/** Page of contacts: `contact.page`. */
export type ContactPageInput = PageInput;

/** What to write: fields left out stay as they are. The e-mail is the key. */
export interface ContactUpsert {
  email: string;
  givenName?: string | null;
  familyName?: string | null;
  phone?: string | null;
  lifecycleStage?: LifecycleStage | null;
}

/** Where an upsert ended up. */
export interface ContactUpserted {
  id: string;
  created: boolean;
}

const GUIDE = 'migrations-guides/graph-v1-to-v2.md';

@ObjectType({ implements: VendorRecord, simpleResolvers: true, description: 'What a CRM knows about a person.' })
export class Contact extends VendorRecord {
  @Lifecycle({
    removedIn: 2,
    deprecated: {
      since: '2026-11-23',
      reason: 'Renamed: it is the full name.',
      replacement: 'Contact.fullName',
      sunset: '2028-05-23',
      guide: GUIDE,
    },
  })
  @Field(() => String, { nullable: true, description: 'Given and family name.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Given and family name.' })
  fullName?: string | null;

  @Field(() => String, { nullable: true })
  givenName?: string | null;

  @Field(() => String, { nullable: true })
  familyName?: string | null;

  @Field(() => [String], { nullable: true, description: 'As the vendor has them, the primary one first.' })
  emails?: readonly string[];

  @Lifecycle({
    removedIn: 2,
    deprecated: {
      since: '2026-11-23',
      reason: 'A contact may have several numbers, each of a kind.',
      replacement: 'Contact.phones',
      sunset: '2028-05-23',
      guide: GUIDE,
    },
  })
  @Field(() => String, { nullable: true, description: 'The first phone number.' })
  phone?: string | null;

  @Field(() => [PhoneNumber], { nullable: true })
  phones?: readonly PhoneNumber[];

  @Field(() => LifecycleStageEnum, { nullable: true })
  lifecycleStage?: LifecycleStage | null;

  @Field(() => ChannelEnum, { nullable: true, description: 'Channel that first brought the person.' })
  originalSource?: Channel | null;

  @Field(() => GraphQLISODateTime, { nullable: true })
  createdAt?: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true })
  becameMarketingQualifiedAt?: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true })
  becameSalesQualifiedAt?: string | null;
}
