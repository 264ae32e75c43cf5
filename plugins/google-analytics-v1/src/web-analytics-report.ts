import { type CapabilityImplementation, oneByOne } from '@selvedge/connector-api';
import { channelsWith, dayChannelRows } from '@selvedge/google-analytics-wire';
import { currencyOf, readReport } from './batch-get.js';

/** `Social` is the default name of all social traffic, most of which nobody paid for. */
const channelOf = channelsWith({ Social: 'ORGANIC_SOCIAL' });

/**
 * One range at a time: the reports of one request must share their range. Withheld rows are not told by this API, so
 * `thresholded` is always false.
 */
export const webAnalyticsReport: CapabilityImplementation<'webAnalytics.report'> = {
  maxBatch: 1,
  run: oneByOne(async (input, call) => {
    const currency = currencyOf(call.settings);
    const { rows, sampled } = await readReport(input, call);
    return { ...dayChannelRows(rows, currency, channelOf), sampled, thresholded: false };
  }),
};
