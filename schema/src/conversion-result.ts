import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { ConversionDestination } from './conversion-destination.js';

export const CONVERSION_STATUSES = ['RECEIVED', 'PARTIAL', 'FAILED'] as const;
export type ConversionStatus = (typeof CONVERSION_STATUSES)[number];

export const ConversionStatusEnum = Object.fromEntries(CONVERSION_STATUSES.map((status) => [status, status])) as {
  [K in ConversionStatus]: K;
};
registerEnumType(ConversionStatusEnum, {
  name: 'ConversionStatus',
  description: 'What became of one conversion over all platforms.',
  valuesConfig: {
    RECEIVED: { description: 'Every platform has it.' },
    PARTIAL: { description: 'Some platforms have it, others failed.' },
    FAILED: { description: 'No platform has it.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What became of one conversion.' })
export class ConversionResult {
  @Field(() => String)
  eventId!: string;

  @Field(() => ConversionStatusEnum)
  status!: ConversionStatus;

  @Field(() => [ConversionDestination], { description: 'One for each platform that it was for.' })
  destinations!: readonly ConversionDestination[];
}
