import { describe, expect, test } from 'vitest';
import { HubSpotClient } from '../../testing/hubspot-client.js';

const hubspot = new HubSpotClient({ quotas: false });

describe('CRM v3 reads', () => {
  test('list objects with ISO instants and a link of its own to the next page', async () => {
    const { status, json } = await hubspot.call('GET /crm/v3/objects/contacts?limit=1');
    expect(status).toBe(200);
    expect(json).toEqual({
      results: [
        {
          id: '501',
          properties: {
            createdate: '2026-01-05T10:00:00.000Z',
            email: 'ada@example.org',
            firstname: 'Ada',
            hs_object_id: '501',
            lastmodifieddate: '2026-02-01T08:30:00.000Z',
            lastname: 'Byron',
          },
          createdAt: '2026-01-05T10:00:00.000Z',
          updatedAt: '2026-02-01T08:30:00.000Z',
          archived: false,
        },
      ],
      paging: {
        next: {
          after: '502',
          link: 'http://sandbox.local:4010/hubspot/crm/v3/objects/contacts?limit=1&after=502',
        },
      },
    });
    const last = await hubspot.call('GET /crm/v3/objects/contacts?limit=1&after=502');
    expect(last.json.results[0].id).toBe('503');
    expect(last.json).not.toHaveProperty('paging');
  });

  test('show requested properties without a value as null and leave out unknown ones', async () => {
    const { json } = await hubspot.call('GET /crm/v3/objects/contacts/503?properties=phone,email,nonsense');
    expect(json.properties).toEqual({
      createdate: '2026-01-05T10:00:00.000Z',
      email: 'grace@example.org',
      hs_object_id: '503',
      lastmodifieddate: '2026-02-01T08:30:00.000Z',
      phone: null,
    });
  });

  test('find a contact by idProperty and deny what is not there', async () => {
    expect((await hubspot.call('GET /crm/v3/objects/contacts/ada@example.org?idProperty=email')).json.id).toBe('501');
    const { status, json } = await hubspot.call('GET /crm/v3/objects/contacts/502');
    expect(status).toBe(404);
    expect(json).toMatchObject({ status: 'error', category: 'OBJECT_NOT_FOUND', correlationId: expect.any(String) });
  });

  test('answer deals with amounts and closing dates as strings', async () => {
    const properties = 'amount,deal_currency_code,closedate,hs_is_closed_won,pipeline';
    const { json } = await hubspot.call(`GET /crm/v3/objects/deals/901?properties=${properties}`);
    expect(json.properties).toMatchObject({
      amount: '1250.50',
      deal_currency_code: 'EUR',
      closedate: '2026-02-01T08:30:00.000Z',
      hs_is_closed_won: 'true',
      pipeline: 'default',
    });
  });

  test('refuse a limit over 100', async () => {
    const { status, json } = await hubspot.call('GET /crm/v3/objects/companies?limit=101');
    expect(status).toBe(400);
    expect(json.category).toBe('VALIDATION_ERROR');
  });
});

describe('batch/read', () => {
  const path = 'POST /crm/v3/objects/contacts/batch/read';

  test('answers 200 when all are there, in an order of its own', async () => {
    const { status, json } = await hubspot.call(path, { body: { inputs: [{ id: '503' }, { id: '501' }] } });
    expect(status).toBe(200);
    expect(json).toMatchObject({ status: 'COMPLETE', startedAt: '2026-02-02T12:00:00.000Z' });
    expect(json.results.map((result: { id: string }) => result.id)).toEqual(['501', '503']);
    expect(json).not.toHaveProperty('errors');
  });

  test('answers 207 and names the ids that are not there', async () => {
    const inputs = [{ id: 'nobody@example.org' }, { id: 'ada@example.org' }];
    const { status, json } = await hubspot.call(path, { body: { idProperty: 'email', inputs } });
    expect(status).toBe(207);
    expect(json.results).toHaveLength(1);
    expect(json.numErrors).toBe(1);
    expect(json.errors).toEqual([
      {
        status: 'error',
        category: 'OBJECT_NOT_FOUND',
        message: 'Could not get some CONTACT objects, they may be deleted or not exist. Check that ids are valid.',
        context: { ids: ['nobody@example.org'] },
      },
    ]);
  });

  test('refuses more than 100 inputs', async () => {
    const inputs = Array.from({ length: 101 }, (_, index) => ({ id: String(index) }));
    expect((await hubspot.call(path, { body: { inputs } })).status).toBe(400);
  });
});
