import { describe, expect, test } from 'vitest';
import { HubSpotClient } from '../../testing/hubspot-client.js';

const hubspot = new HubSpotClient({ quotas: false });
const CONTACTS = '/crm/v3/objects/contacts';

describe('CRM v3 writes', () => {
  test('create, change and archive an object that no other account sees', async () => {
    const account = 'writer';
    const created = await hubspot.call(`POST ${CONTACTS}`, {
      account,
      body: { properties: { email: 'New@example.org', phone: '+1 (555) 010' } },
    });
    expect(created.status).toBe(201);
    expect(created.json).toMatchObject({ id: '504', properties: { email: 'new@example.org' }, archived: false });

    const changed = await hubspot.call(`PATCH ${CONTACTS}/new@example.org?idProperty=email`, {
      account,
      body: { properties: { phone: '' } },
    });
    expect(changed.json.properties.phone).toBeNull();
    expect((await hubspot.call(`GET ${CONTACTS}/504`)).status).toBe(404);

    expect((await hubspot.call(`DELETE ${CONTACTS}/504`, { account })).status).toBe(204);
    expect((await hubspot.call(`GET ${CONTACTS}/504`, { account })).status).toBe(404);
    const archived = await hubspot.call(`GET ${CONTACTS}?archived=true`, { account });
    expect(archived.json.results).toMatchObject([
      { id: '504', archived: true, archivedAt: '2026-02-02T12:00:00.000Z' },
    ]);
  });

  test('archive a batch of the world for one account', async () => {
    const account = 'archiver';
    const body = { inputs: [{ id: '801' }, { id: '9' }] };
    expect((await hubspot.call('POST /crm/v3/objects/companies/batch/archive', { account, body })).status).toBe(204);
    expect((await hubspot.call('GET /crm/v3/objects/companies', { account })).json.results).toHaveLength(1);
    expect((await hubspot.call('GET /crm/v3/objects/companies')).json.results).toHaveLength(2);
  });

  test('refuse an address that is taken, naming who has it', async () => {
    const { status, json } = await hubspot.call(`POST ${CONTACTS}`, {
      body: { properties: { email: 'ada@example.org' } },
    });
    expect(status).toBe(409);
    expect(json).toMatchObject({ category: 'CONFLICT', message: 'Contact already exists. Existing ID: 501' });
  });

  test.each([
    ['email', 'nonsense', 'INVALID_EMAIL'],
    ['hs_object_id', '7', 'READ_ONLY_VALUE'],
    ['nonsense', 'x', 'PROPERTY_DOESNT_EXIST'],
    ['lifecyclestage', 'friend', 'INVALID_OPTION'],
  ])('refuse %s = %s as %s', async (property, value, code) => {
    const { status, json } = await hubspot.call(`PATCH ${CONTACTS}/501`, {
      body: { properties: { [property]: value } },
    });
    expect(status).toBe(400);
    expect(json).toMatchObject({
      category: 'VALIDATION_ERROR',
      message: expect.stringMatching(/^Property values were not valid: \[/),
      errors: [{ code, context: { propertyName: [property] } }],
    });
  });
});

describe('batch/upsert', () => {
  const path = `POST ${CONTACTS}/batch/upsert`;
  const item = (id: string, trace?: string) => ({
    id,
    idProperty: 'email',
    properties: { firstname: 'Someone' },
    ...(trace === undefined ? {} : { objectWriteTraceId: trace }),
  });

  test('says of each result whether it is new', async () => {
    const body = { inputs: [item('ada@example.org'), item('brand.new@example.org')] };
    const { status, json } = await hubspot.call(path, { body, account: 'upserter' });
    expect(status).toBe(200);
    expect(json.results).toMatchObject([
      { id: '501', new: false, properties: { firstname: 'Someone' } },
      { id: '504', new: true, properties: { email: 'brand.new@example.org' } },
    ]);
  });

  test('lets a traced item fail alone', async () => {
    const body = { inputs: [item('nonsense', 'item-0'), item('ada@example.org', 'item-1')] };
    const { status, json } = await hubspot.call(path, { body, account: 'traced' });
    expect(status).toBe(207);
    expect(json.results).toMatchObject([{ id: '501', objectWriteTraceId: 'item-1' }]);
    expect(json.errors).toMatchObject([
      {
        status: 'error',
        category: 'VALIDATION_ERROR',
        context: { objectWriteTraceId: ['item-0'] },
        errors: [{ code: 'INVALID_EMAIL' }],
      },
    ]);
  });

  test('writes nothing when an item without a trace is bad', async () => {
    const body = { inputs: [item('untouched@example.org'), item('nonsense')] };
    expect((await hubspot.call(path, { body, account: 'untraced' })).status).toBe(400);
    const read = 'GET /crm/v3/objects/contacts/untouched@example.org?idProperty=email';
    expect((await hubspot.call(read, { account: 'untraced' })).status).toBe(404);
  });

  test('refuses the same id twice', async () => {
    const body = { inputs: [item('ada@example.org'), item('ADA@example.org')] };
    const { status, json } = await hubspot.call(path, { body });
    expect(status).toBe(400);
    expect(json.message).toContain('ada@example.org');
  });
});
