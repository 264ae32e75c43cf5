import type { FaultSpecification } from '@selvedge/sandbox';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './support/start-system.js';

const COMPANIES =
  '{ companies(connector: "hubspot", first: 2) { edges { node { name } } } audiences(first: 2) { edges { node { name } } } }';

describe('a vendor that answers nonsense', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({
      settings: { cache: { enabled: false }, resilience: { retries: 0, breaker: { consecutiveFailures: 100 } } },
    });
  });
  afterAll(() => system.close());
  afterEach(() => system.clearFaults());

  it.each<[what: string, fault: Omit<FaultSpecification, 'vendor'>, code: string]>([
    ['truncated JSON', { malformed: true }, 'VENDOR_MALFORMED'],
    ['HTML', { status: 200, body: '<html>maintenance</html>' }, 'VENDOR_MALFORMED'],
    ['another shape', { status: 200, body: { results: [{ id: 7 }] } }, 'VENDOR_MALFORMED'],
    ['a reset connection', { reset: true }, 'VENDOR_UNAVAILABLE'],
    ['an unknown 5xx', { status: 521 }, 'VENDOR_UNAVAILABLE'],
    [
      'nothing allowed',
      { status: 403, body: { status: 'error', category: 'MISSING_SCOPES', message: 'no scope' } },
      'VENDOR_REJECTED',
    ],
  ])('such as %s costs its own field alone', async (_, fault, code) => {
    await system.fault({ vendor: 'hubspot', ...fault });
    const { data, errors } = await system.ask(COMPANIES);
    expect(data.companies).toBeNull();
    expect(data.audiences.edges.length).toBe(2);
    expect(errors).toMatchObject([
      { path: ['companies'], extensions: { code, connector: 'hubspot', version: '1.0.0' } },
    ]);
  });
});

describe('a token that expires', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({
      settings: {
        cache: { enabled: false },
        tenants: {
          default: {
            connections: {
              hubspot: {
                credential: {
                  type: 'refresh-token',
                  token: undefined,
                  tokenUrl: 'SANDBOX/hubspot/oauth/v1/token',
                  clientId: 'app',
                  clientSecret: 'secret',
                  refreshToken: 'refresh-default',
                },
              },
            },
          },
        },
      },
    });
  });
  afterAll(() => system.close());

  it('is replaced once for all who need it, unseen by the callers', async () => {
    const ask = () => system.ask('{ deals(connector: "hubspot", first: 1) { edges { node { name } } } }');
    expect((await ask()).errors).toEqual([]);
    await system.resetCalls();
    await fetch(`${system.sandbox.url}/_tokens/expire`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ vendor: 'hubspot' }),
    });
    const answers = await Promise.all(Array.from({ length: 20 }, ask));
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    expect((await system.calls())['POST /oauth/v1/token']).toBe(1);
  });
});

describe('a credential that the vendor refuses for good', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({
      settings: { tenants: { default: { connections: { mailchimp: { credential: { token: 'revoked' } } } } } },
    });
  });
  afterAll(() => system.close());

  it('is told as such, without the credential, and does not open the breaker', async () => {
    for (let i = 0; i < 8; i += 1) {
      const answer = await system.ask('{ audiences(first: 1) { edges { node { name } } } }');
      expect(answer.errors[0]?.extensions.code).toBe('VENDOR_UNAUTHORIZED');
      expect(JSON.stringify(answer)).not.toContain('revoked');
    }
  });
});
