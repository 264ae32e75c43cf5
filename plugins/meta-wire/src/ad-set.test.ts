import { expect, it } from 'vitest';
import { marketingApi } from './marketing-api.js';
import { callTo, filterOf, listed } from './testing/fake-meta.js';

const metaAds = marketingApi('v25.0');
const adSetById = metaAds.capabilities['adSet.byId']!;
const adSetByCampaign = metaAds.capabilities['adSet.byCampaign']!;
const adById = metaAds.capabilities['ad.byId']!;
const adByAdSet = metaAds.capabilities['ad.byAdSet']!;

const adSet = (id: string, campaignId: string) => ({
  id,
  campaign_id: campaignId,
  name: `Set ${id}`,
  status: 'PAUSED',
});
const ad = (id: string, adSetId: string) => ({ ...adSet(id, '1'), adset_id: adSetId });
const idsOf = (groups: readonly unknown[]) => (groups as { id: string }[][]).map((rows) => rows.map(({ id }) => id));

it('reads ad sets and ads by id in one request each', async () => {
  const { call, asked } = callTo((path) => listed(path === '/ads' ? [ad('31', '21')] : [adSet('21', '1')]));
  expect(await adSetById.run(['20', '21'], call)).toEqual([
    null,
    {
      kind: 'AdSet',
      id: '21',
      campaignId: '1',
      name: 'Set 21',
      status: 'PAUSED',
      dailyBudget: null,
      createdAt: null,
      updatedAt: null,
    },
  ]);
  expect(await adById.run(['31'], call)).toMatchObject([{ kind: 'Ad', id: '31', campaignId: '1', adSetId: '21' }]);
  expect(asked).toHaveLength(2);
});

it('gives each campaign its ad sets from one list, read to the end', async () => {
  const { call, asked } = callTo((_path, query) =>
    query.get('after') === null ? listed([adSet('21', '1'), adSet('22', '2')], 'next') : listed([adSet('23', '1')]),
  );
  expect(idsOf(await adSetByCampaign.run(['2', '1', '3', 'x', '1'], call))).toEqual([
    ['22'],
    ['21', '23'],
    [],
    [],
    ['21', '23'],
  ]);
  expect(asked).toHaveLength(2);
  expect(filterOf(asked[0]!.query)).toEqual({ field: 'campaign.id', operator: 'IN', value: ['2', '1', '3'] });
});

it('gives each ad set its ads from one list', async () => {
  const { call, asked } = callTo(() => listed([ad('31', '21'), ad('32', '22'), ad('33', '21')]));
  expect(idsOf(await adByAdSet.run(['21', '22'], call))).toEqual([['31', '33'], ['32']]);
  expect(filterOf(asked[0]!.query)).toMatchObject({ field: 'adset.id' });
});

it('stops at a cursor that does not move', async () => {
  const { call, asked } = callTo(() => listed([ad('31', '21')], 'same'));
  await expect(adByAdSet.run(['21'], call)).rejects.toMatchObject({ failure: { class: 'malformed' } });
  expect(asked).toHaveLength(2);
});
