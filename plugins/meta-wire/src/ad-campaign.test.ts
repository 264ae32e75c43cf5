import { expect, it } from 'vitest';
import { marketingApi } from './marketing-api.js';
import { callTo, filterOf, listed, metaError } from './testing/fake-meta.js';

const metaAds = marketingApi('v25.0');
const byId = metaAds.capabilities['adCampaign.byId']!;
const page = metaAds.capabilities['adCampaign.page']!;

const campaign = (id: string, budget?: string) => ({
  id,
  name: `Campaign ${id}`,
  status: 'ACTIVE',
  objective: 'OUTCOME_SALES',
  created_time: '2026-01-05T10:00:00+0100',
  updated_time: '2026-02-01T08:30:00+0000',
  ...(budget === undefined ? {} : { daily_budget: budget }),
});

it('reads a batch in one request, in the order asked, null for what the account does not have', async () => {
  const { call, asked } = callTo((_path, query) =>
    listed(
      filterOf(query)
        .value.filter((id) => id !== '999')
        .map((id) => campaign(id)),
    ),
  );
  const rows = await byId.run(['12', '999', '11', 'no-id', '12'], call);
  expect(rows.map((row) => row && 'id' in row && row.id)).toEqual(['12', null, '11', null, '12']);
  expect(asked).toHaveLength(1);
  expect(filterOf(asked[0]!.query)).toEqual({ field: 'id', operator: 'IN', value: ['12', '999', '11'] });
});

it('asks for archived campaigns too, which Meta leaves out by itself', async () => {
  const { call, asked } = callTo(() => listed([]));
  await byId.run(['11'], call);
  expect(JSON.parse(asked[0]!.query.get('effective_status') ?? '[]')).toContain('ARCHIVED');
});

it('tells the budget as money of the account, asking for its currency once per connection', async () => {
  const { call, asked } = callTo((path) =>
    path === '' ? { body: { currency: 'JPY' } } : listed([campaign('11', '5000')]),
  );
  const expected = {
    kind: 'AdCampaign',
    id: '11',
    name: 'Campaign 11',
    status: 'ACTIVE',
    objective: 'OUTCOME_SALES',
    dailyBudget: { amount: '5000', currency: 'JPY' },
    createdAt: '2026-01-05T09:00:00.000Z',
    updatedAt: '2026-02-01T08:30:00.000Z',
  };
  expect(await byId.run(['11'], call)).toEqual([expected]);
  expect(await byId.run(['11'], call)).toEqual([expected]);
  expect(asked.map(({ path }) => path)).toEqual(['/campaigns', '', '/campaigns']);
});

it('keeps the currency of one connection from another', async () => {
  const currencyIn = async (currency: string) => {
    const { call } = callTo((path) => (path === '' ? { body: { currency } } : listed([campaign('11', '5000')])));
    return byId.run(['11'], call);
  };
  expect(await currencyIn('JPY')).toMatchObject([{ dailyBudget: { amount: '5000', currency: 'JPY' } }]);
  expect(await currencyIn('EUR')).toMatchObject([{ dailyBudget: { amount: '50.00', currency: 'EUR' } }]);
});

it('has no budget, and asks for no currency, where the ad sets carry it', async () => {
  const { call, asked } = callTo(() => listed([campaign('11'), campaign('12', '0')]));
  expect(await byId.run(['11', '12'], call)).toMatchObject([{ dailyBudget: null }, { dailyBudget: null }]);
  expect(asked).toHaveLength(1);
});

it("pages with Meta's cursor, and ends where there is no next page though a cursor stands there", async () => {
  const { call, asked } = callTo((_path, query) =>
    query.get('after') === 'MQZD' ? listed([campaign('12')]) : listed([campaign('11')], 'MQZD'),
  );
  expect(await page.run([{ first: 1, after: null }], call)).toMatchObject([{ items: [{ id: '11' }], next: 'MQZD' }]);
  expect(await page.run([{ first: 1, after: 'MQZD' }], call)).toMatchObject([{ items: [{ id: '12' }], next: null }]);
  expect(asked.map(({ query }) => query.get('limit'))).toEqual(['1', '1']);
});

it('searches by a part of the name', async () => {
  const { call, asked } = callTo(() => listed([]));
  await page.run([{ first: 1, after: null, query: 'spring' }], call);
  expect(filterOf(asked[0]!.query)).toEqual({ field: 'name', operator: 'CONTAIN', value: 'spring' });
});

it.each([undefined, 'act_', 'seven', '../7'])(
  'refuses the setting adAccountId %j, saying what it must be',
  async (id) => {
    const { call, asked } = callTo(() => listed([]), id === undefined ? {} : { adAccountId: id });
    await expect(byId.run(['11'], call)).rejects.toMatchObject({
      failure: { class: 'invalid', message: expect.stringContaining('adAccountId must be') },
    });
    expect(asked).toEqual([]);
  },
);

it('takes the account with act_ before it', async () => {
  const { call, asked } = callTo(() => listed([campaign('11')]), { adAccountId: 'act_7' });
  await byId.run(['11'], call);
  expect(asked[0]?.path).toBe('/campaigns');
});

it('fails the batch when the vendor refuses it', async () => {
  const { call } = callTo(() => metaError(190));
  await expect(byId.run(['11'], call)).rejects.toMatchObject({ failure: { class: 'reauthenticate' } });
});

it('calls a next page without a cursor malformed instead of losing the rest', async () => {
  const { call } = callTo(() => ({ body: { data: [], paging: { next: 'https://graph.facebook.test/next' } } }));
  await expect(byId.run(['11'], call)).rejects.toMatchObject({ failure: { class: 'malformed' } });
});
