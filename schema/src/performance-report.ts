import { Field, ObjectType } from 'type-graphql';
import { PerformanceFigures } from './performance-figures.js';
import { PerformanceRow } from './performance-row.js';

@ObjectType({ simpleResolvers: true, description: 'What marketing cost and brought in a range of days.' })
export class PerformanceReport {
  @Field(() => [PerformanceRow], {
    nullable: true,
    description:
      'One row for each group in which a source of the figures selected in the rows has something: the ad platforms ' +
      '(spend, impressions, clicks, conversions), the deals won (revenue), the new customers, or the changes of stage ' +
      '(MQL to SQL); all of these when only dimensions are selected. Null with one error when such a source failed, ' +
      'for nobody knows which rows are missing, or when there are no rows and no connected vendor offers it. Any other error that rows share is told once for each figure, in the ' +
      'first of them; in the others that figure is null.',
  })
  rows?: readonly PerformanceRow[] | Error | null;

  @Field(() => PerformanceFigures, {
    description: 'Over the whole range; a figure whose source failed is null with its error.',
  })
  totals!: PerformanceFigures;
}
