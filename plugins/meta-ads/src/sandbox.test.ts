import { vendorFetch } from '@selvedge/connector-api/testing';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import type { PerformanceRowRecord } from '@selvedge/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import metaAds from './index.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, people: 60, adCampaigns: 40 });
});
afterAll(() => sandbox?.close());

function callTo(credential = 'EAAsandbox-default') {
  const fetch = vendorFetch({ connector: metaAds, baseUrl: sandbox.baseUrl('meta'), credential });
  return { fetch, settings: { adAccountId: '1001' }, signal: new AbortController().signal };
}

it('reads every campaign of the world, archived ones too', async () => {
  const { adCampaigns } = sandbox.world;
  const found = await metaAds.capabilities['adCampaign.byId']!.run(
    adCampaigns.map(({ id }) => id),
    callTo(),
  );
  expect(found).toMatchObject(
    adCampaigns.map(({ id, name, status, objective, dailyBudget }) => ({
      id,
      name,
      status,
      objective,
      dailyBudget: dailyBudget === null ? null : { amount: (dailyBudget / 100).toFixed(2) },
    })),
  );
});

it('finds campaigns by a part of their name, and no others', async () => {
  const name = sandbox.world.adCampaigns[0]?.name ?? '';
  const input = { first: 100, after: null, query: name };
  const [page] = await metaAds.capabilities['adCampaign.page']!.run([input], callTo());
  const matching = sandbox.world.adCampaigns.filter((campaign) => campaign.name.includes(name));
  expect(page).toMatchObject({ items: matching.map(({ id }) => ({ id })), next: null });
});

it('gives each campaign and ad set what belongs to it', async () => {
  const { adCampaigns, adSets, ads } = sandbox.world;
  const [campaign] = adCampaigns;
  const [adSet] = adSets;
  const [sets] = await metaAds.capabilities['adSet.byCampaign']!.run([campaign?.id ?? ''], callTo());
  expect(idsOf(sets)).toEqual(
    adSets.filter(({ campaignIndex }) => campaignIndex === campaign?.index).map(({ id }) => id),
  );
  const [ofSet] = await metaAds.capabilities['ad.byAdSet']!.run([adSet?.id ?? ''], callTo());
  expect(idsOf(ofSet)).toEqual(ads.filter(({ adSetIndex }) => adSetIndex === adSet?.index).map(({ id }) => id));
});

it('reports what all ads cost and brought, day by day as over the whole range', async () => {
  const { adDays, adCampaigns } = sandbox.world;
  const days = adDays.map(({ date }) => date).sort();
  const range = { since: days[0] ?? '', until: days.at(-1) ?? '' };
  const [report] = await metaAds.capabilities['performance.report']!.run([range], callTo());
  const expected = totals(adDays.map((day) => ({ ...day, cents: day.spend })));
  expect(totals((report as readonly PerformanceRowRecord[]).map(withCents))).toEqual(expected);

  const statistics = await metaAds.capabilities['ad.statistics']!.run(
    adCampaigns.map(({ id }) => ({ level: 'campaign', id, ...range })),
    callTo(),
  );
  expect(totals((statistics as readonly PerformanceRowRecord[]).map(withCents))).toEqual(expected);
});

it('asks for a new token when this one is refused', async () => {
  await expect(metaAds.capabilities['adCampaign.byId']!.run(['1'], callTo('expired'))).rejects.toMatchObject({
    failure: { class: 'reauthenticate' },
  });
});

interface Figures {
  cents: number;
  impressions: number;
  clicks: number;
  conversions: number;
}

function withCents(row: PerformanceRowRecord): Figures {
  return { ...row, cents: Math.round(Number(row.spend.amount) * 100) };
}

function totals(rows: readonly Figures[]): Figures {
  const sum = (figure: keyof Figures) => rows.reduce((total, row) => total + row[figure], 0);
  return {
    cents: sum('cents'),
    impressions: sum('impressions'),
    clicks: sum('clicks'),
    conversions: sum('conversions'),
  };
}

function idsOf(records: unknown): string[] {
  return (records as readonly { id: string }[]).map(({ id }) => id);
}
