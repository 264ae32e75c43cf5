import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AUDIENCE, startIssuer, type TestIssuer } from '../credentials/oidc-provider.fixture.js';
import { AuthenticationError } from './authentication-error.js';
import { type AuthenticatorOptions, createAuthenticator } from './authenticator.js';

const KEY = 'sk_test_5f1c';
const web = {
  id: 'web',
  tenant: 'acme',
  keyHash: `sha256:${createHash('sha256').update(KEY).digest('hex')}`,
  scopes: ['crm:read' as const],
};
const closed = { clients: [web], issuers: [], tenants: ['acme'], sandbox: false };

/** What it throws at once is a rejection too. */
function authenticator(options: AuthenticatorOptions) {
  const authenticate = createAuthenticator(options);
  return async (headers: Parameters<typeof authenticate>[0]) => authenticate(headers);
}

describe('an API key', () => {
  it.each([
    ['Authorization: Bearer', { authorization: `Bearer ${KEY}` }],
    ['X-API-Key', { 'x-api-key': KEY }],
  ])('says who is calling, in %s', async (_name, headers) => {
    const caller = await authenticator(closed)(headers);
    expect(caller).toEqual({ tenant: 'acme', client: 'web', scopes: new Set(['crm:read']) });
  });

  it('is refused when unknown, without being repeated', async () => {
    const error = await refusalOf(authenticator(closed)({ 'x-api-key': 'sk_of_nobody' }));
    expect(error.code).toBe('UNAUTHENTICATED');
    expect(error.message).toContain('expected the key of a configured client');
    expect(error.message).not.toContain('sk_of_nobody');
    expect(error.challenge).toContain('invalid_token');
  });

  it('is refused from the moment it expires', async () => {
    let now = Date.parse('2026-06-01T00:00:00Z') - 1;
    const clients = [{ ...web, expires: '2026-06-01T00:00:00Z' }];
    const authenticate = authenticator({ ...closed, clients, now: () => now });
    await expect(authenticate({ 'x-api-key': KEY })).resolves.toMatchObject({ client: 'web' });
    now += 1;
    expect((await refusalOf(authenticate({ 'x-api-key': KEY }))).message).toContain('expired at 2026-06-01');
  });

  it('is refused for a tenant that is not served', async () => {
    const authenticate = authenticator({ ...closed, tenants: ['other'] });
    await refusalOf(authenticate({ 'x-api-key': KEY }));
  });
});

describe('a request', () => {
  it('without a credential is told which are taken', async () => {
    const error = await refusalOf(authenticator(closed)({}));
    expect(error.message).toContain('X-API-Key');
    expect(error.challenge).toBe('Bearer realm="selvedge"');
  });

  it.each([
    ['two credentials', { authorization: `Bearer ${KEY}`, 'x-api-key': KEY }],
    ['another scheme', { authorization: 'Basic YTpi' }],
    ['an empty token', { authorization: 'Bearer ' }],
    ['a repeated header', { 'x-api-key': [KEY, 'other'] }],
  ])('with %s is refused', async (_name, headers) => {
    await refusalOf(authenticator(closed)(headers));
  });
});

describe('a sandbox', () => {
  const authenticate = authenticator({ ...closed, sandbox: true });

  it('serves callers without a credential, under the client and tenant they name', async () => {
    expect(await authenticate({})).toEqual({ tenant: 'default', client: 'sandbox', scopes: new Set(['*']) });
    const named = { 'selvedge-client': 'storefront-2.1', 'selvedge-tenant': 'acme' };
    expect(await authenticate(named)).toMatchObject({ tenant: 'acme', client: 'storefront-2.1' });
  });

  it('refuses names that are none', async () => {
    await refusalOf(authenticate({ 'selvedge-client': 'a b' }));
    await refusalOf(authenticate({ 'selvedge-client': 'x'.repeat(65) }));
    await refusalOf(authenticate({ 'selvedge-tenant': 'unknown' }));
  });

  it('still checks a credential that is given', async () => {
    expect(await authenticate({ 'x-api-key': KEY, 'selvedge-client': 'ignored' })).toMatchObject({ client: 'web' });
    await refusalOf(authenticate({ 'x-api-key': 'wrong' }));
  });

  it('does not let headers stand in for a credential elsewhere', async () => {
    await refusalOf(authenticator(closed)({ 'selvedge-client': 'web', 'selvedge-tenant': 'acme' }));
  });
});

describe('an access token', () => {
  let issuer: TestIssuer;
  let token: string;
  const trusting = (changes: object = {}, now: () => number = Date.now) =>
    authenticator({
      ...closed,
      issuers: [{ issuer: issuer.issuer, audience: AUDIENCE, tenantClaim: 'tenant', ...changes }],
      now,
    });
  const bearer = (value: string) => ({ authorization: `Bearer ${value}` });

  beforeAll(async () => {
    issuer = await startIssuer();
  });
  afterAll(() => issuer[Symbol.asyncDispose]());
  beforeEach(async () => {
    issuer.intercept(null);
    token = await issuer.accessToken();
    issuer.paths.length = 0;
  });
  afterEach(() => vi.useRealTimers());

  it('says tenant, client and scopes', async () => {
    expect(await trusting()(bearer(token))).toEqual({
      tenant: 'acme',
      client: 'gateway',
      scopes: new Set(['crm:read', 'email:read']),
    });
  });

  it('costs no call at start and one look at the keys for many tokens', async () => {
    const authenticate = trusting();
    expect(issuer.paths).toEqual([]);
    await Promise.all(Array.from({ length: 20 }, () => authenticate(bearer(token))));
    expect(issuer.paths).toEqual(['/.well-known/openid-configuration', '/jwks']);
  });

  it('is checked with the keys at jwksUri where that is given', async () => {
    await trusting({ jwksUri: `${issuer.issuer}/jwks` })(bearer(token));
    expect(issuer.paths).toEqual(['/jwks']);
  });

  it('is refused for another audience', async () => {
    const other = await issuer.accessToken('https://other.test/api');
    expect((await refusalOf(trusting()(bearer(other)))).message).toContain('"aud"');
  });

  it('is refused when it has expired', async () => {
    const later = () => Date.now() + 3_600_000 + 6_000;
    expect((await refusalOf(trusting({}, later)(bearer(token)))).message).toContain('has expired');
  });

  it('is refused unsigned', async () => {
    const payload = token.split('.')[1];
    const header = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    const { message } = await refusalOf(trusting()(bearer(`${header}.${payload}.`)));
    expect(message).toContain('must be signed with one of');
  });

  it('is refused when signed with the public key as a shared secret', async () => {
    const { keys } = (await (await fetch(`${issuer.issuer}/jwks`)).json()) as { keys: object[] };
    const forged = await signed(Buffer.from(JSON.stringify(keys[0])), { alg: 'HS256' });
    expect((await refusalOf(trusting()(bearer(forged)))).message).toContain('must be signed with one of');
  });

  it('is refused when changed', async () => {
    const [header, payload, signature] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString());
    const changed = Buffer.from(JSON.stringify({ ...claims, tenant: 'other' })).toString('base64url');
    expect((await refusalOf(trusting()(bearer(`${header}.${changed}.${signature}`)))).message).toContain('signature');
  });

  it('is refused from an issuer that is not configured, and that issuer is never asked', async () => {
    await using stranger = await startIssuer();
    const foreign = await stranger.accessToken();
    stranger.paths.length = 0;
    expect((await refusalOf(trusting()(bearer(foreign)))).message).toContain('trusts');
    expect(stranger.paths).toEqual([]);
  });

  it('is refused when it only claims a trusted issuer and its key', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect((await refusalOf(trusting()(bearer(await signed(privateKey))))).message).toContain('signature');
  });

  it('is told apart from other JWTs that the issuer signs', async () => {
    const { privateKey } = issuer.signingKey();
    await expect(trusting()(bearer(await signed(privateKey)))).resolves.toMatchObject({ client: 'gateway' });
    const idToken = await signed(privateKey, { typ: 'JWT' });
    expect((await refusalOf(trusting()(bearer(idToken)))).message).toContain('"typ"');
  });

  it('names the user where that is not the client itself', async () => {
    const ofAda = await signed(issuer.signingKey().privateKey, {}, 'ada');
    expect(await trusting()(bearer(ofAda))).toMatchObject({ client: 'gateway', user: 'ada' });
  });

  it('is taken after the issuer rotated its keys', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const authenticate = trusting();
    await authenticate(bearer(token));
    issuer.rotateKeys();
    const rotated = await issuer.accessToken();
    vi.setSystemTime(Date.now() + 31_000);
    await expect(authenticate(bearer(rotated))).resolves.toMatchObject({ client: 'gateway' });
    await refusalOf(authenticate(bearer(token)));
  });

  it('is neither taken nor called wrong while the issuer cannot be asked', async () => {
    const authenticate = trusting();
    issuer.intercept((_request, response) => response.writeHead(503).end());
    await expect(authenticate(bearer(token))).rejects.toMatchObject({ code: 'ISSUER_UNAVAILABLE' });
  });

  it('is refused without the tenant', async () => {
    expect((await refusalOf(trusting({ tenantClaim: 'org' })(bearer(token)))).message).toContain('"org"');
  });

  function signed(key: KeyObject | Uint8Array, header: { alg?: string; typ?: string } = {}, subject = 'gateway') {
    return new SignJWT({ tenant: 'acme', client_id: 'gateway' })
      .setProtectedHeader({ typ: 'at+jwt', alg: 'ES256', kid: issuer.signingKey().kid, ...header })
      .setIssuer(issuer.issuer)
      .setAudience(AUDIENCE)
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(key);
  }
});

async function refusalOf(outcome: Promise<unknown>): Promise<AuthenticationError> {
  const error = await outcome.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AuthenticationError)) throw new Error('Expected an AuthenticationError.', { cause: error });
  return error;
}
