import type { Batch } from '@selvedge/connector-api';
import { scriptedCall } from '@selvedge/connector-api/testing';
import { expect, it } from 'vitest';
import { googleAds, queryOf, SETTINGS, streamed } from './testing/fake-google-ads.js';

const campaign = { id: '11', name: 'Brand', status: 'ENABLED', advertisingChannelType: 'SEARCH' };
const card = { id: '11', name: 'Brand', status: 'ENABLED', objective: 'SEARCH', dailyBudget: null, createdAt: null };

it.each([
  ['adCampaign.byId', '11', card],
  ['adCampaign.page', { first: 1, after: null }, { items: [card] }],
] as const)(
  'selects the fields of a card of %s alone, nothing of budget and customer',
  async (name, input, expected) => {
    const { call, requests } = scriptedCall({
      connector: googleAds,
      settings: SETTINGS,
      answer: () => streamed([{ campaign }]),
    });
    const run = googleAds.capabilities[name]!.run as Batch<unknown, unknown>;
    expect(await run([input], { ...call, fieldSet: 'card' })).toMatchObject([expected]);
    expect(requests.map((request) => /^SELECT (.*) FROM campaign /.exec(queryOf(request))?.[1])).toEqual([
      'campaign.id, campaign.name, campaign.status, campaign.advertising_channel_type',
    ]);
  },
);

it('does not take a whole record without its customer', async () => {
  const { call } = scriptedCall({ connector: googleAds, settings: SETTINGS, answer: () => streamed([{ campaign }]) });
  const whole = googleAds.capabilities['adCampaign.byId']!.run(['11'], call);
  await expect(whole).rejects.toMatchObject({ failure: { class: 'malformed' } });
});
