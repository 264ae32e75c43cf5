import { type CapabilityImplementation, oneByOne } from '@selvedge/connector-api';
import { currencyOf, readReport } from './batch-get.js';
import { dayChannelRows } from './day-channel-rows.js';

/**
 * One range at a time: the reports of one request must share their range. Withheld rows are not told by this API, so
 * `thresholded` is always false.
 */
export const webAnalyticsReport: CapabilityImplementation<'webAnalytics.report'> = {
  maxBatch: 1,
  run: oneByOne(async (input, call) => {
    const currency = currencyOf(call.settings);
    const { rows, sampled } = await readReport(input, call);
    return { ...dayChannelRows(rows, currency), sampled, thresholded: false };
  }),
};
