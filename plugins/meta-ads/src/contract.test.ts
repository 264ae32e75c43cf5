import { describeConnector } from '@selvedge/connector-api/testing';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import metaAds from './index.js';
import { metaError } from './testing/fake-meta.js';

let sandbox: Sandbox;

describeConnector({
  connector: metaAds,
  version: '2.0.0',
  start: async () => {
    sandbox = await startSandbox({ port: 0, people: 60 });
    return {
      baseUrl: sandbox.baseUrl('meta'),
      credential: 'EAAsandbox-default',
      settings: { adAccountId: 'act_1001' },
      stop: () => sandbox.close(),
    };
  },
  samples: () => {
    const { world } = sandbox;
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
    };
  },
  failures: [
    { title: 'an expired token', answer: { status: 400, ...metaError(190) }, expected: { class: 'reauthenticate' } },
    {
      title: 'throttling of an ad account, for five minutes',
      answer: {
        status: 403,
        body: metaError(80_004).body,
        headers: { 'x-business-use-case-usage': '{"1001":[{"estimated_time_to_regain_access":5}]}' },
      },
      expected: { class: 'throttled', retryAfterMs: 300_000 },
    },
    { title: 'a retired version', answer: { status: 400, ...metaError(2635) }, expected: { class: 'gone' } },
  ],
});
