import { beforeEach, describe, expect, test } from 'vitest';
import { HubSpotClient } from '../testing/hubspot-client.js';

const LIST = 'GET /crm/v3/objects/contacts';

let hubspot: HubSpotClient;
beforeEach(() => {
  hubspot = new HubSpotClient();
});

async function control(call: string, payload?: object) {
  const [method = 'GET', url = '/'] = call.split(' ');
  const answer = await hubspot.server.inject({
    method: method as 'GET' | 'POST' | 'DELETE',
    url,
    headers: { host: 'sandbox.local:4010' },
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, json: answer.body === '' ? undefined : answer.json() };
}

describe('/_faults', () => {
  test('answers matching calls with a status and a body until cleared', async () => {
    const fault = {
      vendor: 'hubspot',
      path: '/crm/v3',
      status: 503,
      body: { down: true },
      headers: { 'retry-after': '7' },
    };
    expect(await control('POST /_faults', fault)).toEqual({ status: 201, json: { id: '1' } });
    const struck = await hubspot.call(LIST);
    expect(struck.status).toBe(503);
    expect(struck.json).toEqual({ down: true });
    expect(struck.headers['retry-after']).toBe('7');
    expect((await hubspot.call('GET /contacts/v1/lists/all/contacts/all')).status).toBe(200);

    expect((await control('GET /_faults')).json.faults).toEqual([{ ...fault, id: '1', struck: 1 }]);
    expect((await control('DELETE /_faults/1')).status).toBe(204);
    expect((await hubspot.call(LIST)).status).toBe(200);
  });

  test('strikes before authentication', async () => {
    await control('POST /_faults', { vendor: 'hubspot', status: 502 });
    expect((await hubspot.call(LIST, { authorization: '' })).status).toBe(502);
  });

  test('answers 200 with JSON that cannot be parsed', async () => {
    await control('POST /_faults', { vendor: 'hubspot', malformed: true, times: 1 });
    const answer = await hubspot.server.inject({ url: '/hubspot/crm/v3/objects/contacts' });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain('application/json');
    expect(() => answer.json()).toThrow(SyntaxError);
    expect((await hubspot.call(LIST)).status).toBe(200);
  });

  test('clears all at once', async () => {
    await control('POST /_faults', { vendor: 'hubspot', status: 500 });
    await control('POST /_faults', { vendor: 'hubspot', latencyMs: 1 });
    await control('DELETE /_faults');
    expect((await control('GET /_faults')).json).toEqual({ faults: [] });
    expect((await control('DELETE /_faults/1')).status).toBe(404);
  });

  test.each([
    [{ vendor: 'salesforce', status: 500 }, 'vendor must be one of hubspot'],
    [{ status: 500 }, "the input must have required property 'vendor'"],
    [{ vendor: 'hubspot', delay: 5 }, 'unknown field delay; known are vendor, account, path, method, latencyMs'],
    [{ vendor: 'hubspot', share: 2, status: 500 }, 'share must be <= 1'],
    [{ vendor: 'hubspot', malformed: false }, 'malformed must be true or absent'],
    [{ vendor: 'hubspot' }, 'nothing would go wrong: give latencyMs'],
    [{ vendor: 'hubspot', reset: true, status: 500 }, 'one way only'],
  ])('refuses %j', async (fault, message) => {
    const { status, json } = await control('POST /_faults', fault);
    expect(status).toBe(400);
    expect(json.error).toContain(message);
  });
});

describe('/_calls', () => {
  test('counts by vendor, account, method and route template, faults too', async () => {
    await hubspot.call(`${LIST}/501`);
    await hubspot.call(`${LIST}/502?properties=email`);
    await control('POST /_faults', { vendor: 'hubspot', status: 500 });
    await hubspot.call(LIST, { account: 'other' });
    await hubspot.call('GET /nowhere', { authorization: '' });
    expect((await control('GET /_calls')).json).toEqual({
      total: 4,
      calls: [
        {
          vendor: 'hubspot',
          account: 'demo',
          method: 'GET',
          route: '/crm/v3/objects/contacts/:id',
          count: 2,
          statuses: { 200: 1, 404: 1 },
        },
        {
          vendor: 'hubspot',
          account: 'other',
          method: 'GET',
          route: '/crm/v3/objects/contacts',
          count: 1,
          statuses: { 500: 1 },
        },
        { vendor: 'hubspot', account: null, method: 'GET', route: '*', count: 1, statuses: { 500: 1 } },
      ],
    });
    expect((await control('GET /_calls?account=other')).json.total).toBe(1);
  });

  test('counts from zero after a reset and refuses an unknown filter', async () => {
    await hubspot.call(LIST);
    await control('DELETE /_calls');
    expect((await control('GET /_calls')).json).toEqual({ total: 0, calls: [] });
    const { status, json } = await control('GET /_calls?vendor=salesforce');
    expect(status).toBe(400);
    expect(json.error).toContain('one of hubspot');
  });
});

describe('the rest of the control face', () => {
  test('tells what the world holds', async () => {
    expect((await control('GET /_world')).json).toMatchObject({ seed: 1, today: '2026-02-01', people: 3, deals: 2 });
  });

  test('lists vendors with their base URLs and credentials', async () => {
    const { json } = await control('GET /');
    expect(json.vendors.hubspot).toMatchObject({
      baseUrl: 'http://sandbox.local:4010/hubspot',
      credentials: { authorization: 'Bearer pat-sandbox-demo' },
    });
  });

  test('says where to look when a path is unknown', async () => {
    const { status, json } = await control('GET /salesforce/x');
    expect(status).toBe(404);
    expect(json.error).toContain('GET /');
    expect((await hubspot.call('GET /nowhere')).json).toMatchObject({ status: 'error', message: 'resource not found' });
  });
});
