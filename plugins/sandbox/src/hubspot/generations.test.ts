import { describe, expect, test } from 'vitest';
import { HubSpotClient } from '../testing/hubspot-client.js';

const hubspot = new HubSpotClient({ quotas: false });
const both = async (paths: readonly [string, string], body?: object) => {
  const [v3, dated] = [await hubspot.call(paths[0], { body }), await hubspot.call(paths[1], { body })];
  expect(dated.json).toEqual(v3.json);
  expect(dated.status).toBe(v3.status);
  return dated;
};

describe('the date-based paths', () => {
  test('answer what v3 answers', async () => {
    const batch = { properties: ['email', 'hubspot_owner_id'], inputs: [{ id: '501' }, { id: '999' }] };
    const read = await both(
      ['POST /crm/v3/objects/contacts/batch/read', 'POST /crm/objects/2026-03/contacts/batch/read'],
      batch,
    );
    expect(read).toMatchObject({ status: 207, json: { results: [{ properties: { hubspot_owner_id: '702' } }] } });
    await both(
      [
        'POST /crm/v4/associations/contacts/deals/batch/read',
        'POST /crm/associations/2026-03/contacts/deals/batch/read',
      ],
      { inputs: [{ id: '501' }] },
    );
  });

  test('have owners; those who left only in the archive', async () => {
    const { json } = await both(['GET /crm/v3/owners?limit=1', 'GET /crm/owners/2026-03?limit=1']);
    expect(json).toMatchObject({ results: [{ id: '701', email: 'owner1@sales.example', archived: false }] });
    expect(json).not.toHaveProperty('paging');
    const archive = await both(['GET /crm/v3/owners?archived=true', 'GET /crm/owners/2026-03?archived=true']);
    expect(archive.json).toMatchObject({ results: [{ id: '702', archived: true }] });
    expect((await hubspot.call('GET /crm/owners/2026-03/702')).status).toBe(404);
    expect((await hubspot.call('GET /crm/owners/2026-03/702?archived=true')).status).toBe(200);
  });

  test('have lists, found by name and by id', async () => {
    const paths = ['POST /crm/v3/lists/search', 'POST /crm/lists/2026-03/search'] as const;
    const { json } = await both(paths, { query: 'FROM', count: 1 });
    expect(json).toMatchObject({
      total: 2,
      hasMore: true,
      offset: 1,
      lists: [{ listId: '105', name: 'From paid social', additionalProperties: { hs_list_size: '1' } }],
    });
    expect((await both(paths, { listIds: ['101', '999'] })).json).toMatchObject({ total: 1, hasMore: false });
  });
});

test('searches of both generations count against one limit, searches of lists against none of it', async () => {
  const limited = new HubSpotClient();
  const statuses: number[] = [];
  const paths = [
    '/crm/v3/objects/contacts/search',
    '/crm/objects/2026-03/contacts/search',
    '/crm/lists/2026-03/search',
  ];
  for (const path of [...paths, ...paths, ...paths]) {
    statuses.push((await limited.call(`POST ${path}`, { body: {} })).status);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 200, 429, 200]);
});

test('lists of the legacy API are gone', async () => {
  expect(await hubspot.call('GET /contacts/v1/lists')).toMatchObject({
    status: 404,
    json: { message: 'resource not found' },
  });
});

test('an address has subscriptions when a contact has it', async () => {
  const { json } = await hubspot.call('GET /communication-preferences/v3/status/email/ADA@example.org');
  expect(json).toMatchObject({
    subscriptionStatuses: [{ status: 'NOT_SUBSCRIBED' }, { status: 'SUBSCRIBED' }, { status: 'NOT_SUBSCRIBED' }],
  });
  const nobody = await hubspot.call('GET /communication-preferences/v3/status/email/nobody@example.org');
  expect(nobody.json).toMatchObject({ subscriptionStatuses: [] });
});
