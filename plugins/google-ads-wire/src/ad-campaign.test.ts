import { expect, it } from 'vitest';
import { callTo, googleAds, queryOf, streamed } from './testing/fake-google-ads.js';

const byId = googleAds.capabilities['adCampaign.byId']!;
const page = googleAds.capabilities['adCampaign.page']!;

const campaign = (id: string, more: object = {}, budget?: object) => ({
  campaign: { resourceName: `customers/1/campaigns/${id}`, id, name: `C${id}`, status: 'ENABLED', ...more },
  customer: { resourceName: 'customers/1', currencyCode: 'EUR', timeZone: 'Europe/Berlin' },
  ...(budget === undefined ? {} : { campaignBudget: budget }),
});

it('reads a batch by one query, in the order asked, null for what is not there or can be no id', async () => {
  const { call, requests } = callTo(() => streamed([campaign('12')], [campaign('11')]));
  const ids = ['11', '999', 'x', '12', '11', '99999999999999999999'];
  const rows = await byId.run(ids, call);
  expect(rows.map((row) => row && 'id' in row && row.id)).toEqual(['11', null, null, '12', '11', null]);
  expect(requests).toHaveLength(1);
  expect(requests[0]?.path).toBe('/v99/customers/1234567890/googleAds:searchStream');
  expect(queryOf(requests[0])).toContain('WHERE campaign.id IN (11, 999, 12)');
});

it('tells budget, channel and first day as canonical values', async () => {
  const budget = { amountMicros: '50500000', period: 'DAILY' };
  const more = { advertisingChannelType: 'SEARCH', begins: '2026-01-05' };
  const { call } = callTo(() => streamed([campaign('11', more, budget)]));
  expect(await byId.run(['11'], call)).toEqual([
    {
      kind: 'AdCampaign',
      id: '11',
      name: 'C11',
      status: 'ENABLED',
      objective: 'SEARCH',
      dailyBudget: { amount: '50.50', currency: 'EUR' },
      createdAt: '2026-01-04T23:00:00.000Z',
      updatedAt: null,
    },
  ]);
});

it('has no daily budget where the budget is for the whole campaign or left out', async () => {
  const total = { amountMicros: '50000000', period: 'CUSTOM_PERIOD' };
  const { call } = callTo(() => streamed([campaign('11', {}, total), campaign('12')]));
  expect(await byId.run(['11', '12'], call)).toMatchObject([{ dailyBudget: null }, { dailyBudget: null }]);
});

it('pages by id, one row ahead to know the end', async () => {
  const { call, requests } = callTo((request) =>
    queryOf(request).includes('campaign.id > 12')
      ? streamed([campaign('13')])
      : streamed([campaign('11'), campaign('12'), campaign('13')]),
  );
  const ask = async (after: string | null) => (await page.run([{ first: 2, after }], call))[0];
  expect(await ask(null)).toMatchObject({ items: [{ id: '11' }, { id: '12' }], next: '12' });
  expect(await ask('12')).toMatchObject({ items: [{ id: '13' }], next: null });
  expect(requests.map(queryOf).every((query) => query.endsWith('ORDER BY campaign.id LIMIT 3'))).toBe(true);
});

it('refuses a cursor that is no id instead of putting it into a query', async () => {
  const { call, requests } = callTo(() => streamed([]));
  expect(await page.run([{ first: 2, after: '1 OR 1=1' }], call)).toMatchObject([{ failure: { class: 'invalid' } }]);
  expect(requests).toEqual([]);
});

it('searches for a part of the name as it is written', async () => {
  const { call, requests } = callTo(() => streamed([]));
  await page.run([{ first: 2, after: null, query: "100%_'[x]\\" }], call);
  expect(queryOf(requests[0])).toContain(String.raw`campaign.name LIKE '%100[%][_]\'[[]x[]]\\%'`);
});

it.each([undefined, 'x', '123', '12345678901'])('refuses the setting customerId %j', async (customerId) => {
  const { call, requests } = callTo(() => streamed([]), customerId === undefined ? {} : { customerId });
  await expect(byId.run(['11'], call)).rejects.toMatchObject({
    failure: { class: 'invalid', message: expect.stringContaining('customerId must be ten digits') },
  });
  expect(requests).toEqual([]);
});
