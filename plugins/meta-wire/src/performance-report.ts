import { type CapabilityImplementation, oneByOne } from '@selvedge/connector-api';
import type { PerformanceInput, PerformanceRowRecord } from '@selvedge/schema';
import { type InsightsRequest, type InsightsRow, readInsights } from './insights.js';

export const performanceReport: CapabilityImplementation<'performance.report'> = {
  maxBatch: 1,
  run: oneByOne(async (input, call) => performanceRows(await readInsights(call, dailyByCampaign(input)))),
};

export function dailyByCampaign({ since, until }: PerformanceInput): InsightsRequest {
  return { level: 'campaign', since, until, rows: 'daily' };
}

export function performanceRows(rows: readonly InsightsRow[]): PerformanceRowRecord[] {
  return rows.map((row) => ({ date: row.date, channel: 'PAID_SOCIAL', campaignId: row.id, ...row.figures }));
}
