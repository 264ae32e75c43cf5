import type { Samples } from '@selvedge/connector-api/testing';

/** What the samples need of a sandbox's world. */
interface AdWorld {
  adCampaigns: readonly { id: string }[];
  adSets: readonly { id: string }[];
  ads: readonly { id: string }[];
  /** Days of delivery, ISO 8601. */
  adDays: readonly { date: string }[];
}

/** Samples of all capabilities of the Marketing API's connector, from the sandbox's world. */
export function adSamples(world: AdWorld): Samples {
  const campaignIds = world.adCampaigns.map(({ id }) => id);
  const adSetIds = world.adSets.map(({ id }) => id);
  const ids = (all: readonly string[]) => ({ present: all.slice(0, 5), missing: (n: number) => `99900${n}` });
  const days = [...new Set(world.adDays.map(({ date }) => date))].sort();
  const [firstDay = '', secondDay = ''] = days;
  const lastDay = days.at(-1) ?? '';
  return {
    'adCampaign.byId': ids(campaignIds),
    'adCampaign.page': { input: {}, total: campaignIds.length },
    'adSet.byId': ids(adSetIds),
    'adSet.byCampaign': ids(campaignIds),
    'ad.byId': ids(world.ads.map(({ id }) => id)),
    'ad.byAdSet': ids(adSetIds),
    'ad.statistics': {
      present: [
        { level: 'campaign', id: campaignIds[0] ?? '', since: firstDay, until: lastDay },
        { level: 'adset', id: adSetIds[1] ?? '', since: firstDay, until: lastDay },
        { level: 'ad', id: world.ads[0]?.id ?? '', since: firstDay, until: lastDay },
        { level: 'campaign', id: campaignIds[1] ?? '', since: firstDay, until: lastDay },
      ],
    },
    'performance.report': {
      present: [
        { since: firstDay, until: firstDay },
        { since: firstDay, until: secondDay },
        { since: firstDay, until: lastDay },
      ],
    },
    'job performance.report': { inputs: [{ since: firstDay, until: lastDay }] },
  };
}
