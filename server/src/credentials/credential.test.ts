import { VendorError } from '@selvedge/connector-api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCredential } from './credential.js';
import { CLIENT, startIssuer, type TestIssuer } from './oidc-provider.fixture.js';

const BEARER = { type: 'bearer' } as const;
const live = () => new AbortController().signal;

describe('a configured token', () => {
  it('is put on requests by the connector’s scheme and has no successor', async () => {
    const credential = createCredential({ type: 'token', token: 'k-1' }, { type: 'header', name: 'X-Key' });
    const headers = await credential.headers(live());
    expect(headers).toEqual({ 'x-key': 'k-1' });
    expect(await credential.reject(headers)).toBe(false);
  });

  it('brings the further secret headers that the connection names, and never instead of the token', async () => {
    const headers = { 'Developer-Token': 'd-1', 'X-Key': 'other' };
    const credential = createCredential({ type: 'token', token: 'k-1', headers }, { type: 'header', name: 'X-Key' });
    expect(await credential.headers(live())).toEqual({ 'developer-token': 'd-1', 'x-key': 'k-1' });
    expect(credential.generation).not.toBe(createCredential({ type: 'token', token: 'k-1' }, BEARER).generation);
  });

  it('changes its generation with the secret, and does not reveal it', () => {
    const of = (token: string) => createCredential({ type: 'token', token }, BEARER).generation;
    expect(of('first')).toBe(of('first'));
    expect(of('first')).not.toBe(of('second'));
    expect(of('first')).not.toContain('first');
  });
});

describe('a token from the vendor', () => {
  let vendor: TestIssuer;
  let now = 0;
  const tokenCalls = () => vendor.paths.filter((path) => path === '/token').length;
  const credential = (overrides: { tokenUrl?: string; clientSecret?: string } = {}) =>
    createCredential({ type: 'client-credentials', tokenUrl: vendor.tokenUrl, ...CLIENT, ...overrides }, BEARER, {
      now: () => now,
      allowHttp: true,
    });

  beforeEach(async () => {
    now = 0;
    vendor = await startIssuer(600);
  });
  afterEach(() => vendor[Symbol.asyncDispose]());

  it('is fetched once for a hundred requests at a time', async () => {
    const shared = credential();
    const all = await Promise.all(Array.from({ length: 100 }, () => shared.headers(live())));
    expect(new Set(all.map(({ authorization }) => authorization)).size).toBe(1);
    expect(all[0]!.authorization).toMatch(/^Bearer \S+$/);
    expect(tokenCalls()).toBe(1);
  });

  it('comes with the further secret headers, and is replaced when it is refused with them', async () => {
    const headers = { 'developer-token': 'd-1' };
    const configuration = { type: 'client-credentials', tokenUrl: vendor.tokenUrl, ...CLIENT, headers } as const;
    const shared = createCredential(configuration, BEARER, { now: () => now, allowHttp: true });
    const first = await shared.headers(live());
    expect(first).toMatchObject({ 'developer-token': 'd-1', authorization: expect.stringMatching(/^Bearer /) });
    await shared.reject(first);
    const second = await shared.headers(live());
    expect(second).toMatchObject(headers);
    expect(second).not.toEqual(first);
  });

  it('is used until thirty seconds before it expires', async () => {
    const shared = credential();
    const first = await shared.headers(live());
    now = 569_999;
    expect(await shared.headers(live())).toEqual(first);
    now = 570_000;
    expect(await shared.headers(live())).not.toEqual(first);
    expect(tokenCalls()).toBe(2);
  });

  it('is used as long as it was issued for, however long its answer took to be read', async () => {
    let systemMs = Date.now();
    using _ = vi.spyOn(Date, 'now').mockImplementation(() => (systemMs += 1));
    const shared = credential();
    const first = await shared.headers(live());
    now = 569_999;
    expect(await shared.headers(live())).toEqual(first);
  });

  it('is replaced once however many requests were refused with it', async () => {
    const shared = credential();
    const refused = await Promise.all(Array.from({ length: 20 }, () => shared.headers(live())));
    const again = await Promise.all(
      refused.map(async (headers) => {
        expect(await shared.reject(headers)).toBe(true);
        return shared.headers(live());
      }),
    );
    expect(again[0]).not.toEqual(refused[0]);
    expect(new Set(again.map(({ authorization }) => authorization)).size).toBe(1);
    expect(tokenCalls()).toBe(2);
  });

  it('is not fetched over and over for a vendor that refuses every token', async () => {
    const shared = credential();
    await shared.reject(await shared.headers(live()));
    const successor = await shared.headers(live());
    expect(await shared.reject(successor)).toBe(false);
    now = 5_000;
    expect(await shared.reject(successor)).toBe(true);
    expect(tokenCalls()).toBe(2);
  });

  it('is still fetched for the others when one caller goes away', async () => {
    const shared = credential();
    const leaving = new AbortController();
    const left = shared.headers(leaving.signal);
    const stayed = shared.headers(live());
    leaving.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    expect((await stayed).authorization).toMatch(/^Bearer /);
    expect(tokenCalls()).toBe(1);
  });

  it('fails as refused when the secret is wrong, without showing it', async () => {
    const failure = await failureOf(credential({ clientSecret: 'wrong-secret' }).headers(live()));
    expect(failure).toMatchObject({ class: 'reauthenticate', message: expect.stringContaining('invalid_client') });
    expect(JSON.stringify(failure)).not.toContain('wrong-secret');
  });

  it.each([
    ['a 503', 503, 'text/html', '<h1>Down</h1>', 'transient'],
    ['a 429 with an OAuth error', 429, 'application/json', '{"error":"invalid_client"}', 'transient'],
    ['a passing OAuth error', 400, 'application/json', '{"error":"temporarily_unavailable"}', 'transient'],
    ['a 200 that is no token', 200, 'application/json', '{"token":"secret-in-body"}', 'transient'],
    ['a 403 page', 403, 'text/html', '<h1>secret-in-body</h1>', 'reauthenticate'],
    ['an error that echoes', 400, 'application/json', '{"error":"secret-in-body!!"}', 'reauthenticate'],
  ])('fails by its class for %s', async (_name, status, type, body, expected) => {
    vendor.intercept((_request, response) => response.writeHead(status, { 'content-type': type }).end(body));
    const failure = await failureOf(credential().headers(live()));
    expect(failure.class).toBe(expected);
    expect(failure.message).not.toContain('secret-in-body');
  });

  it('fails as transient when nobody listens, and works again afterwards', async () => {
    const shared = credential();
    vendor.intercept((request) => request.socket.destroy());
    expect((await failureOf(shared.headers(live()))).class).toBe('transient');
    vendor.intercept(null);
    expect((await shared.headers(live())).authorization).toMatch(/^Bearer /);
  });

  it('uses the rotated refresh token the next time', async () => {
    const refreshToken = await vendor.refreshToken();
    const shared = createCredential(
      { type: 'refresh-token', tokenUrl: vendor.tokenUrl, ...CLIENT, refreshToken },
      BEARER,
      { now: () => now, allowHttp: true },
    );
    const first = await shared.headers(live());
    now = 600_000;
    const second = await shared.headers(live());
    now = 1_200_000;
    const third = await shared.headers(live());
    expect(new Set([first, second, third].map(({ authorization }) => authorization)).size).toBe(3);
    expect(tokenCalls()).toBe(3);
  });

  it.each([
    ['plain http without leave', 'http://127.0.0.1/token', false],
    ['plain http to another machine', 'http://vendor.example/token', true],
  ])('is never asked for over %s', (_name, tokenUrl, allowHttp) => {
    expect(() => createCredential({ type: 'client-credentials', tokenUrl, ...CLIENT }, BEARER, { allowHttp })).toThrow(
      /tokenUrl must be https/,
    );
  });
});

async function failureOf(outcome: unknown) {
  const error = await Promise.resolve(outcome).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!VendorError.is(error)) throw new Error('Expected a VendorError.', { cause: error });
  return error.failure;
}
