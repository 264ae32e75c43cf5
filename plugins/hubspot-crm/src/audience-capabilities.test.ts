import { type ScriptedAnswer, type ScriptedRequest, scriptedCall } from '@selvedge/connector-api/testing';
import { expect, it } from 'vitest';
import { account } from './account.js';
import { audienceCapabilities } from './audience-capabilities.js';
import { CRM_2026_03 } from './paths.js';

const { 'audience.byId': byId, 'audience.page': page } = audienceCapabilities(CRM_2026_03);
const answering = (answer: (request: ScriptedRequest) => ScriptedAnswer) =>
  scriptedCall({ connector: account, answer });
const list = (listId: string, size?: string) => ({
  listId,
  name: `List ${listId}`,
  createdAt: '2026-01-01T00:00:00Z',
  additionalProperties: size === undefined ? {} : { hs_list_size: size },
});

it('reads lists by their ids in one call, each once and in their order', async () => {
  const { call, requests } = answering(() => ({
    body: { lists: [list('2', '59'), list('1')], hasMore: false, offset: 2, total: 2 },
  }));
  expect(await byId.run(['1', '2', 'x', '3', '1'], call)).toMatchObject([
    { kind: 'Audience', id: '1', memberCount: null, createdAt: '2026-01-01T00:00:00.000Z', updatedAt: null },
    { id: '2', name: 'List 2', memberCount: 59 },
    null,
    null,
    { id: '1' },
  ]);
  expect(requests).toMatchObject([
    { method: 'POST', path: '/crm/lists/2026-03/search', body: { listIds: ['1', '2', '3'], objectTypeId: '0-1' } },
  ]);
});

it('pages by the offset that HubSpot names', async () => {
  const { call, requests } = answering(() => ({ body: { lists: [list('1')], hasMore: true, offset: 21 } }));
  expect(await page.run([{ first: 1, after: '20', query: 'lis' }], call)).toMatchObject([{ next: '21' }]);
  expect(requests[0]?.body).toMatchObject({ query: 'lis', offset: 20, count: 1 });
});
