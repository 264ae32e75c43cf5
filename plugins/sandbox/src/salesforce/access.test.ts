import { generateKeyPairSync, sign } from 'node:crypto';
import fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { DAILY_REQUESTS, DailyRequests, dailyRequestsHook } from './daily-requests.js';
import { answerError } from './salesforce-error.js';
import { NOW, SalesforceClient } from './testing/salesforce-client.js';

const LIMITS = 'GET /services/data/v66.0/limits';
const EXPIRED = [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }];
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

function assertion(claims: object = {}): string {
  const parts = [
    { alg: 'RS256' },
    {
      iss: '3MVG9sandbox-demo',
      sub: 'integration@example.org',
      aud: 'https://login.salesforce.com',
      exp: NOW / 1000 + 120,
      ...claims,
    },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const signature = sign('sha256', Buffer.from(parts.join('.')), privateKey).toString('base64url');
  return [...parts, signature].join('.');
}
const bearer = (claims?: object) => ({
  grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  assertion: assertion(claims),
});

describe('the token endpoint', () => {
  test.each([
    ['client credentials', { grant_type: 'client_credentials', client_id: '3MVG9sandbox-demo', client_secret: 'any' }],
    ['an assertion', bearer()],
    ['an assertion for a sandbox org', bearer({ aud: 'https://test.salesforce.com' })],
  ])('issues a token for %s, and does not say how long it lives', async (_grant, form) => {
    const client = new SalesforceClient();
    const { status, json } = await client.token(form);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      instance_url: 'http://sandbox.local:4010/salesforce',
      token_type: 'Bearer',
      issued_at: String(NOW),
    });
    expect(json).not.toHaveProperty('expires_in');
    expect(json).not.toHaveProperty('refresh_token');
    const authorization = `Bearer ${json.access_token}`;
    expect((await client.call(LIMITS, { authorization })).status).toBe(200);
    client.now += 7_200_001;
    expect(await client.call(LIMITS, { authorization })).toMatchObject({ status: 401, json: EXPIRED });
  });

  test.each([
    ['another audience', bearer({ aud: 'https://example.org' }), 'invalid_grant'],
    ['an assertion that has expired', bearer({ exp: NOW / 1000 - 1 }), 'invalid_grant'],
    ['an assertion that lives for an hour', bearer({ exp: NOW / 1000 + 3600 }), 'invalid_grant'],
    ['an unknown app', bearer({ iss: 'unknown' }), 'invalid_client_id'],
    ['no user', bearer({ sub: '' }), 'invalid_grant'],
    ['no secret', { grant_type: 'client_credentials', client_id: '3MVG9sandbox-demo' }, 'invalid_client'],
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
  ])('refuses %s', async (_case, form, error) => {
    const { status, json } = await new SalesforceClient().token(form);
    expect(status).toBe(400);
    expect(json).toEqual({ error, error_description: expect.any(String) });
  });

  test('issues tokens that can be expired from outside', async () => {
    const client = new SalesforceClient();
    const { json } = await client.token(bearer());
    const expire = { vendor: 'salesforce', account: 'demo' };
    await client.server.inject({ method: 'POST', url: '/_tokens/expire', payload: expire });
    expect((await client.call(LIMITS, { authorization: `Bearer ${json.access_token}` })).status).toBe(401);
  });
});

describe('versions', () => {
  test.each([
    ['v66.0', 200],
    ['v31.0', 200],
    ['v30.0', 410],
    ['v21.0', 410],
    ['v99.0', 404],
    ['66', 404],
  ])('%s answers %i', async (version, status) => {
    expect((await new SalesforceClient().call(`GET /services/data/${version}/limits`)).status).toBe(status);
  });

  test('before 42 have no collections', async () => {
    const client = new SalesforceClient();
    const read = (version: string) =>
      client.call(`POST /services/data/${version}/composite/sobjects/Contact`, { body: { ids: [], fields: ['Id'] } });
    expect((await read('v41.0')).status).toBe(404);
    expect((await read('v42.0')).status).toBe(200);
  });
});

describe('the day of requests', () => {
  test('is told with every answer, refusals too', async () => {
    const client = new SalesforceClient();
    const { headers } = await client.call(LIMITS);
    expect(headers['sforce-limit-info']).toBe(`api-usage=1/${DAILY_REQUESTS}`);
    const wrong = await client.query('SELECT');
    expect(wrong).toMatchObject({ status: 400, headers: { 'sforce-limit-info': `api-usage=2/${DAILY_REQUESTS}` } });
  });

  test('rolls', () => {
    let now = NOW;
    const requests = new DailyRequests(() => now, 2);
    for (let call = 0; call < 2; call += 1) requests.count('demo');
    expect(requests.used('demo')).toBe(2);
    expect(requests.used('other')).toBe(0);
    now += 25 * 3_600_000;
    expect(requests.used('demo')).toBe(0);
  });

  test('ends in a 403 without a Retry-After, which quotas lift', async () => {
    const body = [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }];
    const requests = new DailyRequests(() => NOW, 1);
    const server = fastify();
    server.setErrorHandler(answerError);
    server.get('/strict', { onRequest: dailyRequestsHook(requests, true) }, async () => 'served');
    server.get('/lax', { onRequest: dailyRequestsHook(requests, false) }, async () => 'served');
    const call = (url: string) => server.inject({ url, headers: { authorization: 'Bearer 00Dsandbox-demo' } });
    expect((await call('/strict')).statusCode).toBe(200);
    const refused = await call('/strict');
    expect([refused.statusCode, refused.json()]).toEqual([403, body]);
    expect(refused.headers).not.toHaveProperty('retry-after');
    expect((await call('/lax')).statusCode).toBe(200);
  });
});

test('a URI over 16,384 bytes is too long', async () => {
  const soql = `SELECT Id FROM Contact WHERE Email IN ('${'x'.repeat(17_000)}')`;
  expect((await new SalesforceClient().query(soql)).status).toBe(414);
});
