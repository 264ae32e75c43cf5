import type { Call, SettingDeclaration } from '@selvedge/connector-api';
import type { AdLevel, AdStatisticsRecord } from '@selvedge/schema';
import { z } from 'zod';
import { type Edge, type Filter, pageOf, readAll } from './edge.js';
import { count, currencyCode, decimal, metaId } from './wire-values.js';

export const conversionSetting: SettingDeclaration = {
  description: 'Action type that counts as a conversion; default offsite_conversion.fb_pixel_purchase',
  required: false,
};

/** One row of a report: one campaign, ad set or ad over the whole range or one day. */
export interface InsightsRow {
  /** Of the campaign, ad set or ad, as the level says. */
  id: string;
  /** First day of the row, ISO 8601 date in the account's time zone. */
  date: string;
  figures: AdStatisticsRecord;
}

export interface InsightsRequest {
  level: AdLevel;
  /** ISO 8601 dates in the account's time zone, both included. */
  since: string;
  until: string;
  /** One row a day, or one over the whole range. */
  rows: 'daily' | 'total';
  filters?: readonly Filter[];
}

/** All rows of a report. What was not delivered on a day, or at all, has no row. */
export async function readInsights(call: Call, request: InsightsRequest): Promise<InsightsRow[]> {
  const edge: Edge<WireRow> = { name: 'insights', query: insightsQuery(request), answer: ANSWERS[request.level] };
  return insightsRows(await readAll(call, edge, request.filters), call);
}

/** All rows of a report that Meta has finished in the background. `runId`: its `report_run_id`. */
export async function readReportRun(call: Call, runId: string, level: AdLevel): Promise<InsightsRow[]> {
  const edge: Edge<WireRow> = { name: 'insights', parent: `/${runId}`, query: {}, answer: ANSWERS[level] };
  return insightsRows(await readAll(call, edge), call);
}

/** What a report is asked with, filters apart; the same for one that is answered at once and one in the background. */
export function insightsQuery({ level, since, until, rows }: InsightsRequest): Record<string, string> {
  return {
    level,
    time_range: JSON.stringify({ since, until }),
    time_increment: rows === 'daily' ? '1' : 'all_days',
    fields: [`${level}_id`, 'account_currency', 'spend', 'impressions', 'clicks', 'actions'].join(','),
  };
}

function insightsRows(rows: readonly WireRow[], { settings }: Call): InsightsRow[] {
  const conversionAction = settings.conversionAction ?? 'offsite_conversion.fb_pixel_purchase';
  return rows.map(({ id, row }) => ({
    id,
    date: row.date_start,
    figures: {
      spend: { amount: row.spend, currency: row.account_currency },
      impressions: row.impressions,
      clicks: row.clicks,
      conversions: row.actions?.find((action) => action.action_type === conversionAction)?.value ?? 0,
    },
  }));
}

/** Spend is in major units here, unlike budgets; `actions` is left out when there were none. */
const rowSchema = z.object({
  date_start: z.iso.date(),
  account_currency: currencyCode,
  spend: decimal,
  impressions: count,
  clicks: count,
  actions: z.array(z.object({ action_type: z.string(), value: count })).nullish(),
});
/** `id`: of what the level says, which has a field of its own for each level. */
interface WireRow {
  id: string;
  row: z.output<typeof rowSchema>;
}

const ANSWERS: Readonly<Record<AdLevel, Edge<WireRow>['answer']>> = {
  campaign: pageOf(rowSchema.extend({ campaign_id: metaId }).transform((row) => ({ id: row.campaign_id, row }))),
  adset: pageOf(rowSchema.extend({ adset_id: metaId }).transform((row) => ({ id: row.adset_id, row }))),
  ad: pageOf(rowSchema.extend({ ad_id: metaId }).transform((row) => ({ id: row.ad_id, row }))),
};
