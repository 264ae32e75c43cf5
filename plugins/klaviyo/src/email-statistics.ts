import { type Call, type CapabilityImplementation, invalid } from '@selvedge/connector-api';
import { collectionOf, isId, send } from '@selvedge/klaviyo-wire';
import type { EmailStatisticsRecord } from '@selvedge/schema';
import { z } from 'zod';
import { dialect } from './dialect.js';

/** Most ids in a list filter of a report. */
const CAMPAIGNS_AT_ONCE = 100;
const REPORT_DEADLINE_MS = 8_000;
/** The longest time frame of a report. */
const TIMEFRAME = { key: 'last_365_days' };

/**
 * Counts of the last 365 days, the longest that one report spans; null for a campaign without any in it, an unsent
 * one too. Klaviyo makes two reports a minute and 225 a day, hence as many campaigns as possible in one.
 */
export const emailCampaignStatistics: CapabilityImplementation<'emailCampaign.statistics'> = {
  maxBatch: CAMPAIGNS_AT_ONCE,
  callsPerBatch: () => 2,
  deadlineMs: REPORT_DEADLINE_MS,
  run: async (ids, call) => {
    const wanted = [...new Set(ids.filter(isId))];
    if (wanted.length === 0) return ids.map(() => null);
    const rows = await report(wanted, call);
    const byCampaign = Map.groupBy(rows, ({ groupings }) => groupings.campaign_id);
    return ids.map((id) => {
      const messages = byCampaign.get(id);
      return messages === undefined ? null : messages.map(countsOf).reduce(sum);
    });
  },
};

const number = z.number().nullish();
const rowSchema = z.object({
  groupings: z.object({ campaign_id: z.string() }),
  statistics: z.object({
    recipients: number,
    opens_unique: number,
    clicks_unique: number,
    unsubscribe_uniques: number,
    bounced: number,
  }),
});
type Row = z.output<typeof rowSchema>;
const reportSchema = z.object({ data: z.object({ attributes: z.object({ results: z.array(rowSchema) }) }) });

/** One row a message: several for a campaign that tries out variants. */
async function report(campaignIds: readonly string[], call: Call): Promise<readonly Row[]> {
  const attributes = {
    statistics: ['recipients', 'opens_unique', 'clicks_unique', 'unsubscribe_uniques', 'bounced'],
    timeframe: TIMEFRAME,
    conversion_metric_id: await conversionMetricId(call),
    filter: `and(equals(send_channel,"email"),contains-any(campaign_id,${JSON.stringify(campaignIds)}))`,
  };
  const { body } = await send(call, dialect, {
    method: 'POST',
    path: '/api/campaign-values-reports',
    json: { data: { type: 'campaign-values-report', attributes } },
    idempotent: true,
    answer: reportSchema,
  });
  return body.data.attributes.results;
}

/** A report must name a metric even when, as here, no conversions are asked for: any does. */
async function conversionMetricId(call: Call): Promise<string> {
  const { conversionMetricId: chosen } = call.settings;
  if (chosen !== undefined) return chosen;
  const { body } = await send(call, dialect, {
    path: '/api/metrics',
    query: { 'fields[metric]': 'name' },
    answer: collectionOf(z.object({ id: z.string().min(1) })),
  });
  const [metric] = body.data;
  if (metric === undefined)
    throw invalid('Klaviyo reports on campaigns only for an account that has a metric; it has none.');
  return metric.id;
}

function countsOf({ statistics }: Row): EmailStatisticsRecord {
  return {
    sent: statistics.recipients ?? 0,
    uniqueOpens: statistics.opens_unique ?? 0,
    uniqueClicks: statistics.clicks_unique ?? 0,
    unsubscribed: statistics.unsubscribe_uniques ?? 0,
    bounced: statistics.bounced ?? 0,
  };
}

function sum(one: EmailStatisticsRecord, other: EmailStatisticsRecord): EmailStatisticsRecord {
  return {
    sent: one.sent + other.sent,
    uniqueOpens: one.uniqueOpens + other.uniqueOpens,
    uniqueClicks: one.uniqueClicks + other.uniqueClicks,
    unsubscribed: one.unsubscribed + other.unsubscribed,
    bounced: one.bounced + other.bounced,
  };
}
