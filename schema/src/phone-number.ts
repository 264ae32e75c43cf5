import { Field, ObjectType, registerEnumType } from 'type-graphql';

export const PHONE_KINDS = ['MOBILE', 'WORK', 'HOME', 'OTHER'] as const;
export type PhoneKind = (typeof PHONE_KINDS)[number];

export const PhoneKindEnum = Object.fromEntries(PHONE_KINDS.map((kind) => [kind, kind])) as { [K in PhoneKind]: K };
registerEnumType(PhoneKindEnum, { name: 'PhoneKind', description: 'What a phone number is used for.' });

export interface PhoneNumberRecord {
  /** As the vendor has it; the gateway normalises when it compares. */
  number: string;
  kind: PhoneKind;
}

@ObjectType({ simpleResolvers: true, description: 'A phone number, as the vendor has it.' })
export class PhoneNumber implements PhoneNumberRecord {
  @Field(() => String)
  number!: string;

  @Field(() => PhoneKindEnum)
  kind!: PhoneKind;
}
