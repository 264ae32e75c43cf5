import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { VENDOR_REFUSALS, type VendorRefusals } from './bad-credentials/vendor-refusals.js';
import { EVERY_VENDOR } from './support/every-vendor.js';
import { type GraphQLAnswer, type Settings, type System, startSystem } from './support/start-system.js';

const SECRET = 'kept9f3asecret';

let system: System;
beforeAll(async () => {
  const { tenants, ...settings } = EVERY_VENDOR as Settings & { tenants: { default: Tenant } };
  const wrong = VENDOR_REFUSALS.map((refusals) => [tenantOf(refusals), withWrongCredential(tenants.default, refusals)]);
  system = await startSystem({
    settings: { ...settings, tenants: { ...tenants, ...Object.fromEntries(wrong) } },
    tenants: VENDOR_REFUSALS.map(tenantOf),
    sandbox: { people: 40, companies: 5, deals: 10 },
  });
});
afterEach(() => system.clearFaults());
afterAll(() => system.close());

describe.each(VENDOR_REFUSALS.map((refusals) => [refusals.connector, refusals] as const))('%s', (_, refusals) => {
  it('refuses a wrong credential at its field, with what to do and without the secret', async () => {
    const answer = await ask(refusals, { 'selvedge-tenant': tenantOf(refusals) });
    const error = onlyError(answer);
    expect(error).toEqual(told(refusals, 'VENDOR_UNAUTHORIZED'));
    expect(error.message).toMatch(/(check|replace) the connection's credential/i);
    expect(JSON.stringify([answer.data, answer.errors, answer.extensions])).not.toContain(SECRET);
  });

  it('names the permission that is missing, and where to give it', async () => {
    await system.fault({ vendor: refusals.vendor, ...refusals.forbidden, ...besidesTokens(refusals) });
    const error = onlyError(await ask(refusals));
    expect(error).toEqual(told(refusals, 'VENDOR_REJECTED'));
    expect(error.message).toContain(refusals.permission);
    expect(error.message).toMatch(/\b(give|grant|add|create|enable)\b/i);
  });

  it('says that an expired version of the API asks for a newer connector', async () => {
    await system.fault({ vendor: refusals.vendor, ...refusals.gone, ...besidesTokens(refusals) });
    const error = onlyError(await ask(refusals));
    expect(error).toEqual(told(refusals, 'VENDOR_GONE'));
    expect(error.message).toMatch(/newer version of the connector/);
  });
});

interface Tenant extends Settings {
  connections: Record<string, Settings>;
}

function tenantOf({ connector }: VendorRefusals): string {
  return `wrong-${connector}`;
}

/** Every other vendor stays connected as it should be. */
function withWrongCredential({ connections }: Tenant, { connector, wrongCredential }: VendorRefusals): Tenant {
  const connection = { ...connections[connector], credential: wrongCredential(SECRET) };
  return { connections: { ...connections, [connector]: connection } };
}

/** A token is given all the same: what it may do is the vendor's next question. */
function besidesTokens({ vendor }: VendorRefusals): object {
  if (vendor === 'marketo') return { path: '/rest/**' };
  return vendor === 'salesforce' ? { path: '/services/data/**' } : {};
}

function ask({ field }: VendorRefusals, headers: Record<string, string> = {}): Promise<GraphQLAnswer> {
  return system.ask(`${field.startsWith('send') ? 'mutation' : 'query'} { ${field} }`, { headers });
}

interface ToldError {
  at: string;
  code: unknown;
  connector: unknown;
  message: string;
}

function told({ connector, field }: VendorRefusals, code: string): ToldError {
  return { at: /^\w+/.exec(field)?.[0] ?? '', code, connector, message: expect.any(String) };
}

/** The one error of an answer, be it a field's or that of a write's destination. */
function onlyError({ data, errors }: GraphQLAnswer): ToldError {
  const ofFields = errors.map(({ path, message, extensions: { code, connector } }) => {
    return { at: String(path?.[0]), code, connector, message };
  });
  const destinations: { connector: string; error: { code: string; message: string } | null }[] =
    data?.sendConversions?.results[0].destinations ?? [];
  const ofWrites = destinations.flatMap(({ connector, error }) =>
    error === null ? [] : [{ at: 'sendConversions', connector, ...error }],
  );
  const all = [...ofFields, ...ofWrites];
  expect(all).toHaveLength(1);
  return all[0]!;
}
