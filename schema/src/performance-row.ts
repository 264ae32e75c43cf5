import { ObjectType } from 'type-graphql';
import type { Channel } from './channel.js';
import { PerformanceFigures } from './performance-figures.js';
import { ReportRow } from './report-row.js';

@ObjectType({
  implements: ReportRow,
  simpleResolvers: true,
  description: 'Figures of one group; dimensions that were not asked for are null.',
})
export class PerformanceRow extends PerformanceFigures implements ReportRow {
  channel?: Channel | null;
  day?: string | null;
  week?: string | null;
  month?: string | null;
}
