import { type Call, invalid, type JobImplementation, VendorError } from '@selvedge/connector-api';
import { z } from 'zod';
import { accountPath } from './account.js';
import { type ApiVersion, callAt } from './call-at.js';
import { insightsQuery, readReportRun } from './insights.js';
import { dailyByCampaign, performanceRows } from './performance-report.js';
import { metaId } from './wire-values.js';

/**
 * A report that Meta counts in the background, for ranges that are too large to be answered at once. The reference is
 * Meta's `report_run_id`, which Meta keeps for some weeks.
 */
export function performanceReportJob(version: ApiVersion): JobImplementation<'performance.report'> {
  return {
    maxBatch: 1,
    longerThanDays: LONGEST_AT_ONCE_DAYS,
    start: ([input], call) => {
      if (input === undefined) throw new TypeError('A report needs one range of days, but got none.');
      return startRun(insightsQuery(dailyByCampaign(input)), callAt(version, call));
    },
    poll: async (reference, _inputs, call) => {
      const runId = metaId.safeParse(reference).data;
      if (runId === undefined) throw invalid('A report is referred to by its report_run_id, but got something else.');
      const at = callAt(version, call);
      const status = await readStatus(runId, at);
      if (RUNNING.has(status)) return { state: 'running' };
      if (status !== COMPLETED) return { state: 'finished', outcomes: [failedRun(status)] };
      return { state: 'finished', outcomes: [performanceRows(await readReportRun(at, runId, 'campaign'))] };
    },
  };
}

/** Meta names no range that it counts at once, only that large ones fail; a month by campaign and day is a small one. */
const LONGEST_AT_ONCE_DAYS = 31;

/** https://developers.facebook.com/docs/marketing-api/insights/best-practices/#asynchronous */
const RUNNING: ReadonlySet<string> = new Set(['Job Not Started', 'Job Started', 'Job Running']);
const COMPLETED = 'Job Completed';

/** Sent twice, it counts the report twice, and nobody reads the first. */
async function startRun(form: Record<string, string>, call: Call): Promise<string> {
  const { body } = await call.fetch({
    method: 'POST',
    path: `${accountPath(call.settings)}/insights`,
    form,
    idempotent: true,
    answer: z.object({ report_run_id: metaId }),
  });
  return body.report_run_id;
}

async function readStatus(runId: string, call: Call): Promise<string> {
  const { body } = await call.fetch({
    path: `/${runId}`,
    query: { fields: 'async_status,async_percent_completion' },
    answer: z.object({ async_status: z.string() }),
  });
  return body.async_status;
}

/** `Job Failed` and `Job Skipped` (the job expired): a new start may succeed. */
function failedRun(status: string): VendorError {
  return new VendorError({ class: 'transient', message: `Meta ended the report with the status "${status}".` });
}
