import fastify from 'fastify';
import { beforeEach, describe, expect, test } from 'vitest';
import { HubSpotClient } from '../testing/hubspot-client.js';
import { smallWorld } from '../testing/small-world.js';
import { answerError } from './hubspot-error.js';
import { quotaHook } from './quota.js';

const LIST = 'GET /crm/v3/objects/contacts?limit=1';
const SEARCH = 'POST /crm/v3/objects/contacts/search';

let hubspot: HubSpotClient;
beforeEach(() => {
  hubspot = new HubSpotClient();
});

async function times(count: number, call: string, body?: object): Promise<number[]> {
  const statuses: number[] = [];
  for (let made = 0; made < count; made += 1) statuses.push((await hubspot.call(call, { body })).status);
  return statuses;
}

describe('quotas', () => {
  test('announce themselves in headers', async () => {
    const { headers } = await hubspot.call(LIST);
    expect(headers).toMatchObject({
      'x-hubspot-ratelimit-daily': '650000',
      'x-hubspot-ratelimit-daily-remaining': '649999',
      'x-hubspot-ratelimit-interval-milliseconds': '10000',
      'x-hubspot-ratelimit-max': '190',
      'x-hubspot-ratelimit-remaining': '189',
    });
  });

  test('let 190 calls of an account through in any ten seconds', async () => {
    expect(new Set(await times(190, LIST))).toEqual(new Set([200]));
    const { status, json, headers } = await hubspot.call(LIST);
    expect(status).toBe(429);
    expect(json).toEqual({
      status: 'error',
      message: 'You have reached your ten_secondly_rolling limit.',
      errorType: 'RATE_LIMIT',
      correlationId: expect.any(String),
      policyName: 'TEN_SECONDLY_ROLLING',
    });
    expect(headers['x-hubspot-ratelimit-remaining']).toBe('0');
    expect((await hubspot.call(LIST, { account: 'other' })).status).toBe(200);

    hubspot.now += 9_999;
    expect((await hubspot.call(LIST)).status).toBe(429);
    hubspot.now += 1;
    expect((await hubspot.call(LIST)).status).toBe(200);
  });

  test('let five searches a second through, without headers and beside the burst', async () => {
    expect(await times(5, SEARCH, {})).toEqual([200, 200, 200, 200, 200]);
    const { status, json, headers } = await hubspot.call(SEARCH, { body: {} });
    expect(status).toBe(429);
    expect(json).toMatchObject({ message: 'You have reached your secondly limit.', policyName: 'SECONDLY' });
    expect(Object.keys(headers).filter((name) => name.startsWith('x-hubspot'))).toEqual([]);
    expect((await hubspot.call(LIST)).status).toBe(200);
    hubspot.now += 1_000;
    expect((await hubspot.call(SEARCH, { body: {} })).status).toBe(200);
  });

  test('end the day with DAILY and begin anew at midnight', async () => {
    let now = Date.UTC(2026, 1, 2, 23, 59, 59);
    const server = fastify();
    server.setErrorHandler(answerError);
    server.addHook(
      'onRequest',
      quotaHook(() => now, { burst: 9, burstIntervalMs: 1, daily: 2, searchPerSecond: 9 }),
    );
    server.get('/', async () => ({}));
    const call = () => server.inject({ url: '/', headers: { authorization: 'Bearer pat-sandbox-a' } });
    expect([(await call()).statusCode, (await call()).statusCode]).toEqual([200, 200]);
    expect((await call()).json()).toMatchObject({ policyName: 'DAILY', message: 'You have reached your daily limit.' });
    now += 1_000;
    expect((await call()).statusCode).toBe(200);
  });

  test('can be lifted', async () => {
    hubspot = new HubSpotClient({ world: smallWorld(), quotas: false });
    expect(new Set(await times(200, LIST))).toEqual(new Set([200]));
    expect((await hubspot.call(LIST)).headers).not.toHaveProperty('x-hubspot-ratelimit-max');
  });
});
