import type { Batch } from '@selvedge/connector-api';
import { scriptedCall } from '@selvedge/connector-api/testing';
import { expect, it } from 'vitest';
import { marketingApi } from './marketing-api.js';

const metaAds = marketingApi('v25.0');

/** An account whose only campaign or ad set has a budget, told when asked for. */
function account() {
  return scriptedCall({
    connector: metaAds,
    settings: { adAccountId: '7' },
    answer: ({ path, query }) => {
      if (path === '/v25.0/act_7') return { body: { currency: 'EUR' } };
      const row = { id: '11', campaign_id: '1', name: 'Spring', daily_budget: '5000' };
      const asked = query.get('fields')?.split(',') ?? [];
      return { body: { data: [Object.fromEntries(Object.entries(row).filter(([name]) => asked.includes(name)))] } };
    },
  });
}

const firstPage = { first: 1, after: null };
const campaignCard = 'id,name,status,objective,created_time,updated_time';

it.each([
  ['adCampaign.byId', '11', campaignCard],
  ['adCampaign.page', firstPage, campaignCard],
  ['adSet.byId', '11', 'id,campaign_id,name,status,created_time,updated_time'],
] as const)('asks for the fields of a card of %s alone, and for no currency', async (capability, input, fields) => {
  const run = metaAds.capabilities[capability]!.run as Batch<unknown, unknown>;
  const sparse = account();
  const [card] = await run([input], { ...sparse.call, fieldSet: 'card' });
  expect(sparse.requests.map(({ query }) => query.get('fields'))).toEqual([fields]);
  expect(JSON.stringify(card)).toContain('"name":"Spring"');

  const whole = account();
  const [record] = await run([input], whole.call);
  expect(whole.requests.map(({ path }) => path)).toContain('/v25.0/act_7');
  expect(JSON.stringify(record)).toContain('"dailyBudget":{"amount":"50.00","currency":"EUR"}');
});
