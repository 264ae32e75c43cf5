import type { AdStatisticsRecord } from '@selvedge/schema';
import { z } from 'zod';
import { moneyFromMicros } from './money.js';
import { count, currencyCode, fraction, micros } from './wire-values.js';

export const METRIC_FIELDS = [
  'metrics.cost_micros',
  'metrics.impressions',
  'metrics.clicks',
  'metrics.conversions',
  'customer.currency_code',
] as const;

/** What a row has of metrics: all of it is left out where nothing was delivered. */
export const metricsShape = {
  customer: z.object({ currencyCode }),
  metrics: z.object({ costMicros: micros, impressions: count, clicks: count, conversions: fraction }).prefault({}),
};

export function figuresOf(row: z.output<z.ZodObject<typeof metricsShape>>): AdStatisticsRecord {
  const { costMicros, impressions, clicks, conversions } = row.metrics;
  return { spend: moneyFromMicros(costMicros, row.customer.currencyCode), impressions, clicks, conversions };
}
