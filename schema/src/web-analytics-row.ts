import { ObjectType } from 'type-graphql';
import type { Channel } from './channel.js';
import { ReportRow } from './report-row.js';
import { WebAnalyticsFigures } from './web-analytics-figures.js';

@ObjectType({
  implements: ReportRow,
  simpleResolvers: true,
  description: 'Figures of one group; dimensions that were not asked for are null.',
})
export class WebAnalyticsRow extends WebAnalyticsFigures implements ReportRow {
  channel?: Channel | null;
  day?: string | null;
  week?: string | null;
  month?: string | null;
}
