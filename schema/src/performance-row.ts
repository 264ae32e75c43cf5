import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { type Channel, ChannelEnum } from './channel.js';
import { PerformanceFigures } from './performance-figures.js';

@ObjectType({
  simpleResolvers: true,
  description: 'Figures of one group; dimensions that were not asked for are null.',
})
export class PerformanceRow extends PerformanceFigures {
  @Field(() => ChannelEnum, { nullable: true })
  channel?: Channel | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: "Day in the report's time zone." })
  day?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 8601 week, for example `2026-W47`.' })
  week?: string | null;

  @Field(() => String, { nullable: true, description: 'Month, for example `2026-11`.' })
  month?: string | null;
}
