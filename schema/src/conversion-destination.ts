import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { WriteError } from './write-error.js';

export const DESTINATION_STATUSES = ['RECEIVED', 'DUPLICATE', 'FAILED'] as const;
export type DestinationStatus = (typeof DESTINATION_STATUSES)[number];

export const DestinationStatusEnum = Object.fromEntries(DESTINATION_STATUSES.map((status) => [status, status])) as {
  [K in DestinationStatus]: K;
};
registerEnumType(DestinationStatusEnum, {
  name: 'ConversionDestinationStatus',
  description: 'What became of one conversion at one platform.',
  valuesConfig: { DUPLICATE: { description: 'The platform had the event already, and counts it once.' } },
});

@ObjectType({ simpleResolvers: true, description: 'What became of one conversion at one platform.' })
export class ConversionDestination {
  @Field(() => String, { description: 'Connector id.' })
  connector!: string;

  @Field(() => DestinationStatusEnum)
  status!: DestinationStatus;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of the identifiers by which the platform can match a person that the event carried, 0 to 1.',
  })
  matchQuality?: number | null;

  @Field(() => WriteError, { nullable: true, description: 'Only when it failed.' })
  error?: WriteError | null;
}
