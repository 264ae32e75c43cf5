import { type CapabilityImplementation, oneByOne } from '@selvedge/connector-api';
import { channelsWith, dayChannelRows } from '@selvedge/google-analytics-wire';
import { allRows, firstPages, MOST_REPORTS } from './run-report.js';

/** What is paid for but is neither search nor social stays OTHER. */
const channelOf = channelsWith({ 'Organic Shopping': 'ORGANIC_SEARCH', 'Organic Video': 'ORGANIC_SOCIAL' });

/** Up to five ranges by one request; long ones go on page by page. */
export const webAnalyticsReport: CapabilityImplementation<'webAnalytics.report'> = {
  maxBatch: MOST_REPORTS,
  run: async (inputs, call) => {
    const reports = await firstPages(inputs, call);
    const pairs = inputs.flatMap((input, index) => {
      const first = reports[index];
      return first === undefined ? [] : [{ input, first }];
    });
    return oneByOne(async ({ input, first }: (typeof pairs)[number]) => {
      const { metadata } = first;
      const { rows, otherRow } = dayChannelRows(await allRows(input, first, call), metadata.currencyCode, channelOf);
      return {
        rows,
        sampled: metadata.samplingMetadatas.length > 0,
        thresholded: metadata.subjectToThresholding,
        otherRow: otherRow || metadata.dataLossFromOtherRow,
      };
    })(pairs, call);
  },
};
