import { Field, GraphQLISODateTime, ObjectType, registerEnumType } from 'type-graphql';
import { Source } from './source.js';

export const CONSENT_STATUSES = ['GRANTED', 'DENIED', 'PENDING', 'UNKNOWN'] as const;
export type ConsentStatus = (typeof CONSENT_STATUSES)[number];

export const ConsentStatusEnum = Object.fromEntries(CONSENT_STATUSES.map((status) => [status, status])) as {
  [K in ConsentStatus]: K;
};
registerEnumType(ConsentStatusEnum, { name: 'ConsentStatus', description: 'Whether a person agreed to a purpose.' });

/** What a vendor has on record about one person's consent to one purpose. */
export interface ConsentRecord {
  kind: 'Consent';
  /** What it is for, in the vendor's words, e.g. `email:marketing` or the name of a subscription type or list. */
  purpose: string;
  status: ConsentStatus;
  /** Legal basis, in the vendor's words; null when the vendor keeps none. */
  basis: string | null;
  /** When it was given, withdrawn or last changed, RFC 3339; null when the vendor does not say. */
  updatedAt: string | null;
}

@ObjectType({ simpleResolvers: true, description: "One vendor's record of a person's consent to one purpose." })
export class Consent {
  @Field(() => String, { description: "What it is for, in the vendor's words." })
  purpose!: string;

  @Field(() => ConsentStatusEnum)
  status!: ConsentStatus;

  @Field(() => String, { nullable: true, description: "Legal basis, in the vendor's words." })
  basis?: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true })
  updatedAt?: string | null;

  @Field(() => String, { nullable: true, description: "The person's address that it is about, normalised." })
  email?: string | null;

  @Field(() => Source)
  source!: Source;
}
