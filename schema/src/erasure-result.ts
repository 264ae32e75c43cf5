import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { WriteError } from './write-error.js';

export const ERASURE_RESULT_STATUSES = [
  'ERASED',
  'ACCEPTED',
  'RECOVERABLE',
  'NOT_FOUND',
  'FAILED',
  'UNSUPPORTED',
] as const;
export type ErasureResultStatus = (typeof ERASURE_RESULT_STATUSES)[number];

export const ErasureResultStatusEnum = Object.fromEntries(
  ERASURE_RESULT_STATUSES.map((status) => [status, status]),
) as { [K in ErasureResultStatus]: K };
registerEnumType(ErasureResultStatusEnum, {
  name: 'ErasureStatus',
  description: 'What one vendor did to forget a person.',
  valuesConfig: {
    ERASED: { description: 'Gone for good.' },
    ACCEPTED: { description: 'The vendor works on it and tells no more.' },
    RECOVERABLE: { description: 'Deleted, but the vendor keeps it restorable for a while.' },
    NOT_FOUND: { description: 'The vendor does not know the person; nothing was changed.' },
    FAILED: { description: 'The vendor did not do it, or did not say that it did.' },
    UNSUPPORTED: { description: 'The vendor may know the person, but cannot be asked from here to forget anyone.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What one vendor did to forget a person.' })
export class ErasureResult {
  @Field(() => String, { description: 'Connector id.' })
  connector!: string;

  @Field(() => ErasureResultStatusEnum)
  status!: ErasureResultStatus;

  @Field(() => [String], { description: "The vendor's own ids of the records that were erased." })
  ids!: readonly string[];

  @Field(() => String, { nullable: true, description: 'What a person should know, such as how long it is restorable.' })
  note?: string | null;

  @Field(() => WriteError, { nullable: true, description: 'Only when it failed.' })
  error?: WriteError | null;
}
