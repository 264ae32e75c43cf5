import { beforeEach, describe, expect, test } from 'vitest';
import { HubSpotClient } from '../testing/hubspot-client.js';

const LIST = 'GET /crm/v3/objects/contacts';
const FORM = { grant_type: 'refresh_token', client_id: 'c', client_secret: 's', refresh_token: 'refresh-acme' };

let hubspot: HubSpotClient;
beforeEach(() => {
  hubspot = new HubSpotClient();
});

async function grant(form: Record<string, string>) {
  const answer = await hubspot.server.inject({
    method: 'POST',
    url: '/hubspot/oauth/v1/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  });
  return { status: answer.statusCode, json: answer.json() };
}

describe('authentication', () => {
  test.each(['', 'Bearer nonsense', 'Bearer pat-sandbox-UPPER', 'Bearer oauth-sandbox-acme.7'])(
    'refuses "%s" as HubSpot does',
    async (authorization) => {
      const { status, json } = await hubspot.call(LIST, { authorization });
      expect(status).toBe(401);
      expect(json).toMatchObject({
        status: 'error',
        category: 'INVALID_AUTHENTICATION',
        correlationId: expect.any(String),
      });
    },
  );

  test('issues access tokens that live 30 minutes', async () => {
    const { json } = await grant(FORM);
    expect(json).toEqual({
      token_type: 'bearer',
      access_token: expect.any(String),
      refresh_token: 'refresh-acme',
      expires_in: 1800,
    });
    const authorization = `Bearer ${json.access_token}`;
    expect((await hubspot.call(LIST, { authorization })).status).toBe(200);

    hubspot.now += 1_800_000 + 120_000;
    const expired = await hubspot.call(LIST, { authorization });
    expect(expired.status).toBe(401);
    expect(expired.json).toMatchObject({
      category: 'EXPIRED_AUTHENTICATION',
      message: 'The OAuth token used to make this call expired 2 minute(s) ago.',
    });
  });

  test('expires tokens on demand, those of one account or all', async () => {
    const authorization = `Bearer ${(await grant(FORM)).json.access_token}`;
    const expire = async (payload: object) =>
      (await hubspot.server.inject({ method: 'POST', url: '/_tokens/expire', payload })).json();
    expect(await expire({ vendor: 'hubspot', account: 'other' })).toEqual({ expired: 0 });
    expect((await hubspot.call(LIST, { authorization })).status).toBe(200);
    expect(await expire({ vendor: 'hubspot' })).toEqual({ expired: 1 });
    expect((await hubspot.call(LIST, { authorization })).status).toBe(401);
  });

  test.each([
    [{ grant_type: 'password' }, 'BAD_GRANT_TYPE'],
    [{ client_secret: '' }, 'BAD_CLIENT_ID'],
    [{ refresh_token: 'stolen' }, 'BAD_REFRESH_TOKEN'],
  ])('refuses a grant with %j', async (wrong, code) => {
    const { status, json } = await grant({ ...FORM, ...wrong });
    expect(status).toBe(400);
    expect(json.status).toBe(code);
  });
});
