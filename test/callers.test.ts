import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './support/start-system.js';

const KEY = 'sk_test_reader_0123456789';
const keyHash = (key: string) => `sha256:${createHash('sha256').update(key).digest('hex')}`;
const DEALS = '{ deals(first: 1) { edges { node { name } } } connectors { id } }';

let system: System;
let issuer: Server;
let issuerUrl: string;
let sign: (claims: Record<string, unknown>, audience?: string) => Promise<string>;

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
  issuer = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  issuerUrl = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
  sign = (claims, audience = 'selvedge') =>
    new SignJWT({ client_id: 'app', scope: 'crm:read connectors:read', tenant: 'acme', sub: 'user-1', ...claims })
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: 'k1' })
      .setIssuer(issuerUrl)
      .setAudience(audience)
      .setIssuedAt()
      .setJti('1')
      .setExpirationTime('5m')
      .sign(privateKey);
  system = await startSystem({
    tenants: ['acme'],
    settings: {
      mode: 'development',
      clients: [
        { id: 'reader', tenant: 'default', keyHash: keyHash(KEY), scopes: ['crm:read'] },
        { id: 'old', tenant: 'default', keyHash: keyHash('sk_old'), scopes: ['*'], expires: '2020-01-01T00:00:00Z' },
      ],
      issuers: [{ issuer: issuerUrl, audience: 'selvedge', jwksUri: `${issuerUrl}/jwks` }],
    },
  });
});
afterAll(async () => {
  await system.close();
  await new Promise((resolve) => issuer.close(resolve));
});

describe('a caller', () => {
  it('without a credential is asked for one', async () => {
    const { status, headers, errors } = await system.ask(DEALS);
    expect([status, errors[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  it('with an API key gets what its scopes allow, and the rest as FORBIDDEN', async () => {
    const { data, errors } = await system.ask(DEALS, { headers: { authorization: `Bearer ${KEY}` } });
    expect(data.deals.edges.length).toBe(1);
    expect(data.connectors).toBeNull();
    expect(errors).toMatchObject([{ path: ['connectors'], extensions: { code: 'FORBIDDEN' } }]);
    expect(errors[0]?.message).toContain('connectors:read');
  });

  it.each([
    ['an expired API key', 'sk_old'],
    ['an unknown API key', 'sk_nobody'],
    ['a token of no JWT kind', 'a.b.c'],
  ])('with %s is refused', async (_, credential) => {
    const { status, errors } = await system.ask(DEALS, { headers: { authorization: `Bearer ${credential}` } });
    expect([status, errors[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(JSON.stringify(errors)).not.toContain(credential);
  });

  it('with an access token of the issuer acts for the tenant that it names', async () => {
    await system.resetCalls();
    const { data, errors } = await system.ask(DEALS, { headers: { authorization: `Bearer ${await sign({})}` } });
    expect(errors).toEqual([]);
    expect(data.connectors.length).toBe(3);
    expect(Object.keys(await system.calls({ account: 'acme' })).length).toBeGreaterThan(0);
    expect(await system.calls({ account: 'default' })).toEqual({});
  });

  it('with an access token for another audience is refused, and so is one with a broken signature', async () => {
    const good = await sign({});
    for (const token of [await sign({}, 'elsewhere'), `${good.slice(0, -8)}AAAAAAAA`]) {
      const { status } = await system.ask(DEALS, { headers: { authorization: `Bearer ${token}` } });
      expect(status).toBe(401);
    }
  });

  it('in a page of this machine may ask in development, one of elsewhere may not', async () => {
    const from = (origin: string) =>
      system.ask('{ __typename }', { headers: { origin, authorization: `Bearer ${KEY}` } });
    const own = await from('http://localhost:5173');
    expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([200, 'http://localhost:5173']);
    const foreign = await from('https://elsewhere.example');
    expect([foreign.status, foreign.errors[0]?.extensions.code]).toEqual([403, 'CROSS_SITE_REFUSED']);
    expect(foreign.errors[0]?.message).toContain('server.allowedOrigins');
  });

  it('with an access token for a tenant that is not served is refused', async () => {
    const token = await sign({ tenant: 'nobody' });
    expect((await system.ask(DEALS, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
  });
});
