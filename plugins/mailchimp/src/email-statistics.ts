import type { Call, CapabilityImplementation } from '@selvedge/connector-api';
import type { EmailStatisticsRecord } from '@selvedge/schema';
import { z } from 'zod';
import { absentAsNull } from './absent-as-null.js';
import { LARGEST_BATCH, listOrRead } from './list-or-read.js';
import { LARGEST_COUNT } from './offset-page.js';

/** Null for a campaign that does not exist or was not sent: only sent ones have a report. */
export const emailCampaignStatistics: CapabilityImplementation<'emailCampaign.statistics'> = {
  maxBatch: LARGEST_BATCH,
  run: listOrRead(readReport, async (call) => {
    const { body } = await call.fetch({
      path: '/3.0/reports',
      query: {
        count: LARGEST_COUNT,
        offset: 0,
        fields: [...REPORT_FIELDS.map((field) => `reports.${field}`), 'total_items'].join(','),
      },
      answer: reportsSchema,
    });
    return {
      byId: new Map(body.reports.map((report) => [report.id, statisticsRecord(report)])),
      complete: body.reports.length >= body.total_items,
    };
  }),
};

const REPORT_FIELDS = [
  'id',
  'emails_sent',
  'unsubscribed',
  'opens.unique_opens',
  'clicks.unique_subscriber_clicks',
  'bounces.hard_bounces',
  'bounces.soft_bounces',
  'bounces.syntax_errors',
];

const count = z.int().min(0);

const reportSchema = z.object({
  /** Of the campaign. */
  id: z.string().min(1),
  emails_sent: count,
  unsubscribed: count,
  opens: z.object({ unique_opens: count }),
  /** People who clicked; `unique_clicks` would count a person once for each link. */
  clicks: z.object({ unique_subscriber_clicks: count }),
  bounces: z.object({ hard_bounces: count, soft_bounces: count, syntax_errors: count.default(0) }),
});

const reportsSchema = z.object({ reports: z.array(reportSchema), total_items: z.int() });

async function readReport(campaignId: string, call: Call): Promise<EmailStatisticsRecord | null> {
  if (campaignId === '') return null;
  const answer = await absentAsNull(
    call.fetch({
      path: `/3.0/reports/${encodeURIComponent(campaignId)}`,
      query: { fields: REPORT_FIELDS.join(',') },
      answer: reportSchema,
    }),
  );
  return answer === null ? null : statisticsRecord(answer.body);
}

function statisticsRecord(report: z.output<typeof reportSchema>): EmailStatisticsRecord {
  const { bounces } = report;
  return {
    sent: report.emails_sent,
    uniqueOpens: report.opens.unique_opens,
    uniqueClicks: report.clicks.unique_subscriber_clicks,
    unsubscribed: report.unsubscribed,
    bounced: bounces.hard_bounces + bounces.soft_bounces + bounces.syntax_errors,
  };
}
