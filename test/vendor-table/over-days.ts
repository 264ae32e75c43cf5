import type { World } from '@selvedge/sandbox';
import type { Bench } from './bench.js';
import { distinctKeys } from './distinct-keys.js';
import { realKeys } from './real-keys.js';
import { jobName } from './table.js';

/** What is asked over a range of days: statistics of `count` campaigns, and one report, of a month or as a job of three. */
export async function* readOverDays(
  bench: Bench,
  world: World,
  count: number,
): AsyncIterable<readonly [name: string, ask: () => Promise<unknown>]> {
  const month = { since: '2026-10-01', until: '2026-10-31' };
  if (bench.has('ad.statistics')) {
    const ids = distinctKeys('adCampaign', await realKeys('adCampaign', bench, world, count), count);
    const inputs = ids.map((id) => ({ level: 'campaign' as const, id, ...month }));
    yield ['ad.statistics', () => bench.run('ad.statistics', inputs)];
  }
  for (const report of ['performance.report', 'webAnalytics.report'] as const) {
    if (bench.has(report)) yield [report, () => bench.run(report, [month])];
  }
  const job = 'performance.report';
  if (bench.hasJob(job)) yield [jobName(job), () => bench.runJob(job, [{ ...month, since: '2026-08-25' }])];
}
