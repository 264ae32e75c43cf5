import { Field, ObjectType } from 'type-graphql';
import { PerformanceFigures } from './performance-figures.js';
import { PerformanceRow } from './performance-row.js';

@ObjectType({ simpleResolvers: true, description: 'What marketing cost and brought in a range of days.' })
export class PerformanceReport {
  @Field(() => [PerformanceRow], { description: 'One row for each group in which something happened.' })
  rows!: readonly PerformanceRow[];

  @Field(() => PerformanceFigures)
  totals!: PerformanceFigures;
}
