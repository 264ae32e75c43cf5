import type { ReportQuery } from './report-query.js';
import type { Fact } from './tally.js';

/** Spend, impressions, clicks and conversions, as the ad platforms report them. */
export async function loadAdverts({ days, offering, load }: ReportQuery): Promise<Fact[]> {
  const reports = await Promise.all(
    offering('performance.report').map((connector) => load('performance.report', connector, days)),
  );
  return reports.flatMap((rows) => rows ?? []);
}
