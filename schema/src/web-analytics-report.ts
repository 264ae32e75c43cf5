import { Field, ObjectType } from 'type-graphql';
import { WebAnalyticsFigures } from './web-analytics-figures.js';
import { WebAnalyticsQuality } from './web-analytics-quality.js';
import { WebAnalyticsRow } from './web-analytics-row.js';

@ObjectType({ simpleResolvers: true, description: 'What happened on the web in a range of days.' })
export class WebAnalyticsReport {
  @Field(() => [WebAnalyticsRow], {
    description:
      'One row for each group in which something happened, whichever figures are selected. An error that rows share ' +
      'is told once for each figure, in the first of them; in the others that figure is null.',
  })
  rows!: readonly WebAnalyticsRow[];

  @Field(() => WebAnalyticsFigures)
  totals!: WebAnalyticsFigures;

  @Field(() => WebAnalyticsQuality)
  quality!: WebAnalyticsQuality;
}
