import { expect, it } from 'vitest';
import { marketingApi } from './marketing-api.js';
import { callTo, filterOf, listed, metaError } from './testing/fake-meta.js';

const metaAds = marketingApi('v25.0');
const statistics = metaAds.capabilities['ad.statistics']!;
const report = metaAds.capabilities['performance.report']!;

const row = (id: Record<string, string>, more = {}) => ({
  ...id,
  account_currency: 'EUR',
  spend: '12.34',
  impressions: '1000',
  clicks: '50',
  actions: [
    { action_type: 'lead', value: '3' },
    { action_type: 'offsite_conversion.fb_pixel_purchase', value: '2' },
  ],
  date_start: '2026-11-01',
  date_stop: '2026-11-07',
  ...more,
});
const figures = { spend: { amount: '12.34', currency: 'EUR' }, impressions: 1000, clicks: 50, conversions: 2 };
const zeros = { spend: { amount: '0.00', currency: 'EUR' }, impressions: 0, clicks: 0, conversions: 0 };

const november = { since: '2026-11-01', until: '2026-11-07' };

it('asks one report for each level and range, and zeros what has no row', async () => {
  const { call, asked } = callTo((_path, query) =>
    query.get('level') === 'campaign' ? listed([row({ campaign_id: '12' })]) : listed([row({ ad_id: '31' })]),
  );
  const inputs = [
    { level: 'campaign', id: '11', ...november },
    { level: 'ad', id: '31', ...november },
    { level: 'campaign', id: '12', ...november },
  ] as const;
  expect(await statistics.run(inputs, call)).toEqual([zeros, figures, figures]);
  expect(asked).toHaveLength(2);
  const campaigns = asked.find(({ query }) => query.get('level') === 'campaign')!;
  expect(filterOf(campaigns.query)).toEqual({ field: 'campaign.id', operator: 'IN', value: ['11', '12'] });
  expect(campaigns.query.get('time_increment')).toBe('all_days');
  expect(JSON.parse(campaigns.query.get('time_range') ?? '')).toEqual(november);
});

it("gives zeros in the account's currency when nothing was delivered at all", async () => {
  const { call } = callTo((path) => (path === '' ? { body: { currency: 'JPY' } } : listed([])));
  expect(await statistics.run([{ level: 'adset', id: '21', ...november }], call)).toEqual([
    { ...zeros, spend: { amount: '0', currency: 'JPY' } },
  ]);
});

it('fails only the inputs whose report failed', async () => {
  const { call } = callTo((_path, query) =>
    query.get('level') === 'ad' ? metaError(2) : listed([row({ campaign_id: '12' })]),
  );
  const answers = await statistics.run(
    [
      { level: 'ad', id: '31', ...november },
      { level: 'campaign', id: '12', ...november },
      { level: 'campaign', id: 'no-id', ...november },
    ],
    call,
  );
  expect(answers).toMatchObject([{ failure: { class: 'transient' } }, figures, null]);
});

it('counts the action that the connection calls a conversion, none when it did not happen', async () => {
  const conversionsOf = async (conversionAction: string) => {
    const settings = { adAccountId: '7', conversionAction };
    const { call } = callTo(() => listed([row({ campaign_id: '12' })]), settings);
    const [answer] = await statistics.run([{ level: 'campaign', id: '12', ...november }], call);
    return answer;
  };
  expect(await conversionsOf('lead')).toMatchObject({ conversions: 3 });
  expect(await conversionsOf('subscribe')).toMatchObject({ conversions: 0 });
});

it('reports each campaign and day as paid social, read to the end', async () => {
  const { call, asked } = callTo((_path, query) =>
    query.get('after') === null
      ? listed([row({ campaign_id: '12' })], 'MQZD')
      : listed([row({ campaign_id: '12' }, { date_start: '2026-11-02', actions: undefined })]),
  );
  expect(await report.run([november], call)).toEqual([
    [
      { date: '2026-11-01', channel: 'PAID_SOCIAL', campaignId: '12', ...figures },
      { date: '2026-11-02', channel: 'PAID_SOCIAL', campaignId: '12', ...figures, conversions: 0 },
    ],
  ]);
  expect(asked[0]?.query.get('time_increment')).toBe('1');
});

it('calls a spend that is no decimal string malformed', async () => {
  const { call } = callTo(() => listed([row({ campaign_id: '12' }, { spend: 12.34 })]));
  expect(await report.run([november], call)).toMatchObject([
    { failure: { class: 'malformed', message: expect.stringContaining('spend') } },
  ]);
});
