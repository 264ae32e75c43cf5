import type { Samples } from '@selvedge/connector-api/testing';
import type { SampleWorld } from './sample-world.js';

const COUNTED_ONCE = 'a conversion counts once, so the same one again is answered otherwise; tested with the wire';

/** Checks of the contract suite that Google Ads cannot pass, and why. */
export const CONTRACT_SKIPS: Readonly<Record<string, string>> = {
  'conversion.send: answers each sample with a well-formed value, different ones differently': COUNTED_ONCE,
  'conversion.send: answers in input order, the same as one by one': COUNTED_ONCE,
  'conversion.send: answers duplicates each': COUNTED_ONCE,
  'conversion.send: takes a full batch': COUNTED_ONCE,
  'ad.statistics: takes no more requests for a batch than it says':
    'one request for each level and range: a field asks one',
};

/** Samples of everything that every major of the connector can do; conversions need the action `Purchase`. */
export function contractSamples({ search }: SampleWorld): Samples {
  const { campaigns, adGroups, ads, days } = search;
  const ids = (all: readonly { id: string }[]) => ({
    present: all.slice(0, 5).map(({ id }) => id),
    missing: (n: number) => `99900${n}`,
  });
  const dates = [...new Set(days.map(({ date }) => date))].sort();
  const [since = '', second = ''] = dates;
  const until = dates.at(-1) ?? '';
  const busy = [...new Set(days.filter(({ clicks }) => clicks > 0).map(({ adIndex }) => adIndex))];
  const delivered = busy.slice(0, 3).map((index) => ads[index - 1]?.id ?? '');
  return {
    'adCampaign.byId': ids(campaigns),
    'adCampaign.page': { input: {}, total: campaigns.filter(({ status }) => status !== 'REMOVED').length },
    'adSet.byId': ids(adGroups),
    'adSet.byCampaign': ids(campaigns),
    'ad.byId': ids(ads),
    'ad.byAdSet': ids(adGroups),
    'ad.statistics': {
      present: delivered.map((id) => ({ level: 'ad', id, since, until })),
      missing: (n) => ({ level: 'campaign', id: `99900${n}`, since, until }),
    },
    'performance.report': { present: [since, second, until].map((last) => ({ since, until: last })) },
    'conversion.send': {
      present: ['a', 'b'].map((eventId) => ({
        eventId,
        name: 'Purchase',
        occurredAt: '2026-11-20T10:00:00Z',
        clickIds: { gclid: 'CjwKCAsandbox-click' },
      })),
    },
  };
}
