import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { VendorError } from '@selvedge/connector-api';
import { jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCredential } from './credential.js';
import { startIssuer, type TestIssuer } from './oidc-provider.fixture.js';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const GRANT = {
  type: 'jwt-bearer',
  clientId: '3MVG9consumer',
  subject: 'integration@example.org',
  audience: 'https://login.salesforce.com',
  privateKey: pem(privateKey),
} as const;
const live = () => new AbortController().signal;

describe('a token for an assertion', () => {
  let vendor: TestIssuer;
  let now = 0;
  let forms: URLSearchParams[] = [];

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 22);
    forms = [];
    vendor = await startIssuer();
    vendor.intercept(async (request, response) => {
      forms.push(new URLSearchParams(await text(request)));
      const body = { access_token: `token-${forms.length}`, token_type: 'Bearer', issued_at: String(now) };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  afterEach(() => vendor[Symbol.asyncDispose]());

  const credential = () =>
    createCredential({ ...GRANT, tokenUrl: vendor.tokenUrl }, { type: 'bearer' }, { now: () => now, allowHttp: true });

  it('is asked for with the grant and a short-lived RS256 assertion alone', async () => {
    expect(await credential().headers(live())).toEqual({ authorization: 'Bearer token-1' });
    const form = Object.fromEntries(forms[0] ?? []);
    expect(Object.keys(form).sort()).toEqual(['assertion', 'grant_type']);
    expect(form.grant_type).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    const { payload, protectedHeader } = await jwtVerify(form.assertion ?? '', createPublicKey(privateKey), {
      currentDate: new Date(now),
    });
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload).toMatchObject({ iss: GRANT.clientId, sub: GRANT.subject, aud: GRANT.audience });
    expect((payload.exp ?? 0) * 1000 - now).toBeLessThanOrEqual(180_000);
  });

  it('is asked for with the scopes that the assertion claims, where the connection names some', async () => {
    const google = createCredential(
      { ...GRANT, tokenUrl: vendor.tokenUrl, scope: 'adwords' },
      { type: 'bearer' },
      {
        now: () => now,
        allowHttp: true,
      },
    );
    await google.headers(live());
    const { payload } = await jwtVerify(forms[0]?.get('assertion') ?? '', createPublicKey(privateKey), {
      currentDate: new Date(now),
    });
    expect(payload.scope).toBe('adwords');
  });

  it('is kept until the vendor refuses it, where the vendor says no lifetime', async () => {
    const shared = credential();
    const first = await shared.headers(live());
    now += 365 * 86_400_000;
    expect(await shared.headers(live())).toEqual(first);
    expect(await shared.reject(first)).toBe(true);
    expect(await shared.headers(live())).toEqual({ authorization: 'Bearer token-2' });
    const expiry = (at: number) => JSON.parse(atob((forms[at]?.get('assertion') ?? '').split('.')[1] ?? '')).exp;
    expect(expiry(1)).toBeGreaterThan(expiry(0));
  });

  it('fails as refused when the vendor does not take the assertion, without its description', async () => {
    vendor.intercept((_request, response) =>
      response
        .writeHead(400, { 'content-type': 'application/json' })
        .end('{"error":"invalid_grant","error_description":"user hasn\'t approved this consumer"}'),
    );
    const error: unknown = await Promise.resolve(credential().headers(live())).catch((thrown: unknown) => thrown);
    expect(VendorError.is(error) && error.failure).toMatchObject({
      class: 'reauthenticate',
      message: expect.stringContaining('invalid_grant'),
    });
  });

  it.each([
    ['no key at all', 'secret-that-is-no-key'],
    ['a key of another kind', pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)],
  ])('is never asked for with %s', (_name, unusable) => {
    const create = () =>
      createCredential(
        { ...GRANT, tokenUrl: 'https://vendor.example/token', privateKey: unusable },
        { type: 'bearer' },
      );
    expect(create).toThrow(/privateKey must be an RSA private key/);
    expect(create).not.toThrow(unusable);
  });
});

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
