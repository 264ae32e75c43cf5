import type { Batch } from '@selvedge/connector-api';
import { scriptedCall } from '@selvedge/connector-api/testing';
import { expect, it } from 'vitest';
import { account } from './account.js';
import { companyCapabilities } from './company-capabilities.js';
import { dealCapabilities } from './deal-capabilities.js';
import { CRM_V3 } from './paths.js';

const capabilities = { ...companyCapabilities(CRM_V3), ...dealCapabilities(CRM_V3) };
const firstPage = { first: 1, after: null };
const companyCard = ['name', 'domain'];
const dealCard = ['dealname', 'amount', 'deal_currency_code', 'dealstage'];

it.each([
  ['company.byId', '512', companyCard],
  ['company.page', firstPage, companyCard],
  ['company.page', { ...firstPage, query: 'blue' }, companyCard],
  ['deal.byId', '512', dealCard],
  ['deal.page', firstPage, dealCard],
  ['deal.page', { ...firstPage, query: 'blue' }, dealCard],
] as const)('asks for the properties of a card of %s alone, given %j', async (capability, input, properties) => {
  const { call, requests } = scriptedCall({
    connector: account,
    answer: () => ({ body: { total: 1, results: [{ id: '512', properties: {} }] } }),
  });
  const run = capabilities[capability].run as Batch<unknown, unknown>;
  const answers = await run([input], { ...call, fieldSet: 'card' });
  expect(JSON.stringify(answers)).toContain('"id":"512"');
  const asked = requests.map(({ query, body }) => query.get('properties')?.split(',') ?? Object(body).properties);
  expect(asked).toEqual([properties]);
});
