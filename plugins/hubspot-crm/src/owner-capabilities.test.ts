import { type ScriptedAnswer, type ScriptedRequest, scriptedCall } from '@selvedge/connector-api/testing';
import { expect, it } from 'vitest';
import { account } from './account.js';
import { ownerCapabilities } from './owner-capabilities.js';
import { CRM_V3 } from './paths.js';

const { run } = ownerCapabilities(CRM_V3)['owner.byId'];
const answering = (answer: (request: ScriptedRequest) => ScriptedAnswer) =>
  scriptedCall({ connector: account, answer });
const jana = { id: '7', email: 'jana@sales.example', firstName: 'Jana', lastName: 'Khan', updatedAt: '2026-01-01' };
const left = { id: '8', email: null, firstName: '', lastName: 'Osei', updatedAt: null };
const absent = { status: 404, body: { category: 'OBJECT_NOT_FOUND', message: 'No owner exists' } };
const listed = (results: object[], after?: string) => ({
  body: { results, ...(after === undefined ? {} : { paging: { next: { after } } }) },
});
const linesOf = (requests: readonly ScriptedRequest[]) => requests.map(({ path, query }) => `${path}?${query}`);

it('reads one owner alone', async () => {
  const { call, requests } = answering(() => ({ body: jana }));
  expect(await run(['7', '7', 'x'], call)).toEqual([
    { kind: 'Owner', id: '7', name: 'Jana Khan', email: 'jana@sales.example', updatedAt: '2026-01-01T00:00:00.000Z' },
    { kind: 'Owner', id: '7', name: 'Jana Khan', email: 'jana@sales.example', updatedAt: '2026-01-01T00:00:00.000Z' },
    null,
  ]);
  expect(linesOf(requests)).toEqual(['/crm/v3/owners/7?archived=false']);
});

it('picks several from one page, and those who have left from the archive', async () => {
  const { call, requests } = answering(({ query }) => listed(query.get('archived') === 'true' ? [left] : [jana]));
  const owners = await run(['8', '7', '9'], call);
  expect(owners).toMatchObject([{ name: 'Osei', email: null }, { name: 'Jana Khan' }, null]);
  expect(linesOf(requests)).toEqual([
    '/crm/v3/owners?limit=500&archived=false',
    '/crm/v3/owners?limit=500&archived=true',
  ]);
});

it('reads one by one whom a list of many pages does not show at once', async () => {
  const { call, requests } = answering(({ path, query }) => {
    if (path.endsWith('/9')) return query.get('archived') === 'true' ? { body: { ...left, id: '9' } } : absent;
    return query.get('archived') === 'true' ? listed([]) : listed([jana], '500');
  });
  expect(await run(['7', '9'], call)).toMatchObject([{ id: '7' }, { id: '9' }]);
  expect(linesOf(requests).slice(2)).toEqual(['/crm/v3/owners/9?archived=false', '/crm/v3/owners/9?archived=true']);
});

it('answers null for an owner who never was', async () => {
  const { call } = answering(() => absent);
  expect(await run(['9'], call)).toEqual([null]);
});
