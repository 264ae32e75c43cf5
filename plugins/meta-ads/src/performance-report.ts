import { type CapabilityImplementation, oneByOne } from '@selvedge/connector-api';
import { readInsights } from './insights.js';

export const performanceReport: CapabilityImplementation<'performance.report'> = {
  maxBatch: 1,
  run: oneByOne(async ({ since, until }, call) => {
    const rows = await readInsights(call, { level: 'campaign', since, until, rows: 'daily' });
    return rows.map((row) => ({ date: row.date, channel: 'PAID_SOCIAL', campaignId: row.id, ...row.figures }));
  }),
};
