import { scriptedCall } from '@selvedge/connector-api/testing';
import { expect, it } from 'vitest';
import { account } from './account.js';
import { objectPage } from './object-page.js';

const results = [{ id: '1', properties: {} }];

it('lists, with the properties it needs and without archived objects', async () => {
  const { call, requests } = scriptedCall({
    connector: account,
    answer: () => ({ body: { results, paging: { next: { after: '2', link: 'https://…' } } } }),
  });
  const page = await objectPage({ first: 5, after: '1' }, call, '/crm/v3/objects/companies', ['name', 'domain']);
  expect(page).toMatchObject({ items: [{ id: '1' }], next: '2' });
  expect(requests[0]?.path).toBe('/crm/v3/objects/companies');
  expect(String(requests[0]?.query)).toBe('limit=5&after=1&properties=name%2Cdomain&archived=false');
});

it('ends when HubSpot names no next page', async () => {
  const { call } = scriptedCall({ connector: account, answer: () => ({ body: { results } }) });
  expect((await objectPage({ first: 5, after: null }, call, '/crm/v3/objects/deals', [])).next).toBeNull();
});

it('searches where there is a query, ordered by id', async () => {
  const { call, requests } = scriptedCall({ connector: account, answer: () => ({ body: { total: 1, results } }) });
  await objectPage({ first: 5, after: null, query: 'ada' }, call, '/crm/v3/objects/contacts', ['email']);
  expect(requests[0]).toMatchObject({
    path: '/crm/v3/objects/contacts/search',
    body: { query: 'ada', limit: 5, sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }] },
  });
});

it("says that a search ends at HubSpot's ceiling, without asking beyond it", async () => {
  const { call, requests } = scriptedCall({ connector: account, answer: () => ({ body: { total: 0, results: [] } }) });
  await expect(
    objectPage({ first: 5, after: '10000', query: 'a' }, call, '/crm/v3/objects/contacts', []),
  ).rejects.toThrow('10000 results');
  expect(requests).toEqual([]);
});
