import { Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

export const BULK_JOB_STATES = ['AWAITING_UPLOAD', 'RUNNING', 'FINISHED', 'FAILED'] as const;
export type BulkJobStateName = (typeof BULK_JOB_STATES)[number];
export const BulkJobStateEnum = Object.fromEntries(BULK_JOB_STATES.map((state) => [state, state])) as {
  [K in BulkJobStateName]: K;
};
registerEnumType(BulkJobStateEnum, { name: 'BulkJobState', description: 'Where a bulk write stands.' });

export const BULK_RECORDS = ['CONTACT', 'AUDIENCE_MEMBER'] as const;
export type BulkRecordName = (typeof BULK_RECORDS)[number];
export const BulkRecordEnum = Object.fromEntries(BULK_RECORDS.map((record) => [record, record])) as {
  [K in BulkRecordName]: K;
};
registerEnumType(BulkRecordEnum, { name: 'BulkRecord', description: 'What a bulk write writes.' });

@ObjectType({
  simpleResolvers: true,
  description: 'A write too large for one request: upload newline-delimited JSON, then ask how far it has come.',
})
export class BulkJob {
  @Field(() => ID)
  id!: string;

  @Field(() => BulkJobStateEnum)
  state!: BulkJobStateName;

  @Field(() => String, { description: 'Path to POST the records to, one JSON object a line, as application/x-ndjson.' })
  uploadPath!: string;

  @Field(() => String, { description: 'Path to GET the results from, one JSON object a line, in input order.' })
  resultsPath!: string;

  @Field(() => Int, { description: 'Records read so far.' })
  total!: number;

  @Field(() => Int, { description: 'Records written.' })
  accepted!: number;

  @Field(() => Int, { description: 'Records that failed for good.' })
  failed!: number;

  @Field(() => String, { nullable: true, description: 'Why the job stopped before all records were read.' })
  reason?: string | null;

  @Field(() => GraphQLISODateTime)
  createdAt!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true })
  finishedAt?: Date | null;
}
