import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, InterfaceType } from 'type-graphql';
import { type Channel, ChannelEnum } from './channel.js';

@InterfaceType({
  description: 'Which group of a report a row is; dimensions that were not asked for are null.',
})
export abstract class ReportRow {
  @Field(() => ChannelEnum, { nullable: true })
  channel?: Channel | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day, in the time zone in which the report counts.' })
  day?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 8601 week, for example `2026-W47`.' })
  week?: string | null;

  @Field(() => String, { nullable: true, description: 'Month, for example `2026-11`.' })
  month?: string | null;
}
