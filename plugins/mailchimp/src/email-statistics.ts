import { type CapabilityImplementation, oneByOne } from '@selvedge/connector-api';
import { z } from 'zod';
import { absentAsNull } from './absent-as-null.js';

/** Null for a campaign that does not exist or was not sent: only sent ones have a report. */
export const emailCampaignStatistics: CapabilityImplementation<'emailCampaign.statistics'> = {
  maxBatch: 1,
  run: oneByOne(async (campaignId, call) => {
    if (campaignId === '') return null;
    const answer = await absentAsNull(
      call.fetch({
        path: `/3.0/reports/${encodeURIComponent(campaignId)}`,
        query: { fields: REPORT_FIELDS.join(',') },
        answer: reportSchema,
      }),
    );
    if (answer === null) return null;
    const { emails_sent: sent, unsubscribed, opens, clicks, bounces } = answer.body;
    return {
      sent,
      uniqueOpens: opens.unique_opens,
      uniqueClicks: clicks.unique_subscriber_clicks,
      unsubscribed,
      bounced: bounces.hard_bounces + bounces.soft_bounces + bounces.syntax_errors,
    };
  }),
};

const REPORT_FIELDS = [
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
  emails_sent: count,
  unsubscribed: count,
  opens: z.object({ unique_opens: count }),
  /** People who clicked; `unique_clicks` would count a person once for each link. */
  clicks: z.object({ unique_subscriber_clicks: count }),
  bounces: z.object({ hard_bounces: count, soft_bounces: count, syntax_errors: count.default(0) }),
});
