import { vendorFetch } from '@selvedge/connector-api/testing';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import type { AdStatisticsRecord, ConversionEvent } from '@selvedge/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import googleAds from './index.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, people: 20, companies: 2, deals: 5, adCampaigns: 2 });
});
afterAll(() => sandbox?.close());

function callTo(credential = 'ya29.sandbox-default', developerToken = 'dev-sandbox-1') {
  const fetch = vendorFetch({
    connector: googleAds,
    baseUrl: sandbox.baseUrl('google-ads'),
    credential,
    secretHeaders: { 'developer-token': developerToken },
  });
  const settings = { customerId: '1234567890', conversionActions: 'Purchase=701' };
  return { fetch, settings, signal: new AbortController().signal };
}

it('reads every campaign of the world, removed ones too', async () => {
  const { campaigns } = sandbox.world.search;
  const ids = campaigns.map(({ id }) => id);
  expect(await googleAds.capabilities['adCampaign.byId']!.run(ids, callTo())).toMatchObject(
    campaigns.map(({ id, name, status, channelType, dailyBudget, startDate }) => ({
      id,
      name,
      status,
      objective: channelType,
      dailyBudget: { amount: (dailyBudget / 100).toFixed(2), currency: 'EUR' },
      createdAt: `${startDate}T00:00:00.000Z`,
    })),
  );
});

it('finds campaigns by a part of their name, in any case', async () => {
  const input = { first: 100, after: null, query: 'brand' };
  const [page] = await googleAds.capabilities['adCampaign.page']!.run([input], callTo());
  const matching = sandbox.world.search.campaigns.filter(
    ({ name, status }) => status !== 'REMOVED' && name.toLowerCase().includes('brand'),
  );
  expect(matching.length).toBeGreaterThan(0);
  expect(page).toMatchObject({ items: matching.map(({ id }) => ({ id })), next: null });
});

it('reports what all ads cost and brought, day by day as over the whole range', async () => {
  const { days, campaigns } = sandbox.world.search;
  const dates = days.map(({ date }) => date).sort();
  const range = { since: dates[0] ?? '', until: dates.at(-1) ?? '' };
  const [report] = await googleAds.capabilities['performance.report']!.run([range], callTo());
  const expected = totals(days.map((day) => ({ ...day, cents: day.spend })));
  expect(totals((report as readonly AdStatisticsRecord[]).map(withCents))).toEqual(expected);
  const inputs = campaigns.map(({ id }) => ({ level: 'campaign' as const, id, ...range }));
  const statistics = await googleAds.capabilities['ad.statistics']!.run(inputs, callTo());
  expect(totals((statistics as readonly AdStatisticsRecord[]).map(withCents))).toEqual(expected);
});

it('sends a conversion once', async () => {
  const event = (eventId: string, gclid: string): ConversionEvent => ({
    eventId,
    name: 'Purchase',
    occurredAt: '2026-11-20T10:00:00Z',
    clickIds: { gclid },
  });
  const send = (events: readonly ConversionEvent[]) =>
    googleAds.capabilities['conversion.send']!.run(events, callTo('ya29.sandbox-sender'));
  expect(await send([event('1', 'CjwKCAsandbox-1'), event('2', '?'), event('3', 'CjwKCAsandbox-3')])).toMatchObject([
    { status: 'received' },
    { failure: { class: 'invalid', vendorCode: 'UNPARSEABLE_GCLID' } },
    { status: 'received' },
  ]);
  expect(await send([event('3', 'CjwKCAsandbox-3')])).toMatchObject([{ status: 'duplicate' }]);
});

it('asks for a new token when this one is refused, and for none when the developer token is', async () => {
  const asking = (...of: Parameters<typeof callTo>) =>
    googleAds.capabilities['adCampaign.byId']!.run(['1'], callTo(...of));
  await expect(asking('ya29.expired')).rejects.toMatchObject({ failure: { class: 'reauthenticate' } });
  await expect(asking(undefined, 'unknown')).rejects.toMatchObject({
    failure: { class: 'invalid', vendorCode: 'DEVELOPER_TOKEN_INVALID' },
  });
});

interface Figures {
  cents: number;
  impressions: number;
  clicks: number;
  conversions: number;
}

function withCents(row: AdStatisticsRecord): Figures {
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
