import type { AdStatisticsInput } from '@selvedge/schema';
import { expect, it } from 'vitest';
import { callTo, googleAds, queryOf, streamed } from './testing/fake-google-ads.js';

const statistics = googleAds.capabilities['ad.statistics']!;
const report = googleAds.capabilities['performance.report']!;

const november = { since: '2026-11-01', until: '2026-11-30' };
const customer = { currencyCode: 'EUR' };
const metrics = { costMicros: '3400000', impressions: '1000', clicks: '12', conversions: 1.5 };
const figures = { spend: { amount: '3.40', currency: 'EUR' }, impressions: 1_000, clicks: 12, conversions: 1.5 };
const nothing = { spend: { amount: '0.00', currency: 'EUR' }, impressions: 0, clicks: 0, conversions: 0 };

it('asks once for each level and range, and answers at each place', async () => {
  const { call, requests } = callTo((request) => {
    const query = queryOf(request);
    if (query.includes('FROM campaign')) return streamed([{ customer, campaign: { id: '1' }, metrics }]);
    if (query.includes('FROM ad_group_ad')) return streamed([{ customer, adGroupAd: { ad: { id: '1' } } }]);
    return { status: 500, body: [{ error: { code: 500 } }] };
  });
  const ask = (level: AdStatisticsInput['level'], id: string) => ({ level, id, ...november });
  const inputs = [ask('campaign', '1'), ask('ad', '1'), ask('campaign', '2'), ask('adset', '1'), ask('campaign', '1')];
  expect(await statistics.run(inputs, call)).toMatchObject([
    figures,
    nothing,
    null,
    { failure: { class: 'transient' } },
    figures,
  ]);
  expect(requests).toHaveLength(3);
  expect(queryOf(requests[0])).toContain("segments.date BETWEEN '2026-11-01' AND '2026-11-30'");
});

it('reports campaigns by day, in the channel of their kind', async () => {
  const row = (id: string, type: string) => ({
    customer,
    campaign: { id, advertisingChannelType: type },
    segments: { date: '2026-11-02' },
    metrics,
  });
  const { call } = callTo(() =>
    streamed([row('1', 'SEARCH'), row('2', 'SHOPPING')], [row('3', 'DISPLAY'), row('4', 'PERFORMANCE_MAX')]),
  );
  const [rows] = await report.run([november], call);
  expect(rows).toMatchObject([
    { date: '2026-11-02', channel: 'PAID_SEARCH', campaignId: '1', ...figures },
    { channel: 'PAID_SEARCH', campaignId: '2' },
    { channel: 'OTHER', campaignId: '3' },
    { channel: 'OTHER', campaignId: '4' },
  ]);
});

it('calls int64 told as a number malformed, because such numbers lose digits', async () => {
  const row = { customer, campaign: { id: '1' }, metrics: { ...metrics, clicks: 12 } };
  const { call } = callTo(() => streamed([row]));
  expect(await statistics.run([{ level: 'campaign', id: '1', ...november }], call)).toMatchObject([
    { failure: { class: 'malformed', message: expect.stringContaining('clicks') } },
  ]);
});
