import { type CapabilityImplementation, oneByOne } from '@selvedge/connector-api';
import type { Channel } from '@selvedge/schema';
import { z } from 'zod';
import type { Dialect } from './dialect.js';
import { figuresOf, METRIC_FIELDS, metricsShape } from './metrics.js';
import { daysBetween, readRows } from './query.js';
import { googleId } from './wire-values.js';

/** One row for each campaign and day with an impression, removed campaigns too: their money was spent. */
export function performanceReport(dialect: Dialect): CapabilityImplementation<'performance.report'> {
  return {
    maxBatch: 1,
    run: oneByOne(async ({ since, until }, call) => {
      const rows = await readRows(call, dialect, {
        select: ['campaign.id', 'campaign.advertising_channel_type', 'segments.date', ...METRIC_FIELDS],
        from: 'campaign',
        where: [daysBetween(since, until)],
        orderBy: ['segments.date', 'campaign.id'],
        row: rowSchema,
      });
      return rows.map((row) => ({
        date: row.segments.date,
        channel: CHANNELS[row.campaign.advertisingChannelType ?? ''] ?? 'OTHER',
        campaignId: row.campaign.id,
        ...figuresOf(row),
      }));
    }),
  };
}

const rowSchema = z.object({
  ...metricsShape,
  campaign: z.object({ id: googleId, advertisingChannelType: z.string().optional() }),
  segments: z.object({ date: z.iso.date() }),
});

/** Shopping ads stand among search results. What runs over several networks, or beside contents, is OTHER. */
const CHANNELS: Readonly<Record<string, Channel>> = { SEARCH: 'PAID_SEARCH', SHOPPING: 'PAID_SEARCH' };
