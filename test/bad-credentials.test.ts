import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { GENERATIONS, type Generation, settingsOf } from './bad-credentials/generations.js';
import { VENDOR_REFUSALS, type VendorRefusals } from './bad-credentials/vendor-refusals.js';
import type { GraphQLAnswer } from './support/ask.js';
import { type System, startSystem } from './support/start-system.js';
import { loadConnectors } from './vendor-table/connectors.js';

const SECRET = 'kept9f3asecret';

it('every version of every connector is asked', async () => {
  const all = await loadConnectors(fileURLToPath(new URL('..', import.meta.url)));
  const asked = GENERATIONS.flatMap(({ versions }) =>
    Object.entries(versions).map(([id, version]) => `${id} ${version}`),
  );
  expect(asked.sort()).toEqual(all.map(({ id, version }) => `${id} ${version}`).sort());
  expect(VENDOR_REFUSALS.map(({ connector }) => connector).sort()).toEqual(
    [...new Set(all.map(({ id }) => id))].sort(),
  );
});

describe.each(GENERATIONS)('of $versions', (generation) => {
  let system: System;
  const refusalsOf = VENDOR_REFUSALS.filter(({ connector }) => connector in generation.versions);
  beforeAll(async () => {
    system = await startGeneration(generation, refusalsOf);
  });
  afterEach(() => system.clearFaults());
  afterAll(() => system.close());

  describe.each(refusalsOf.map((refusals) => [refusals.connector, refusals] as const))('%s', (connector, refusals) => {
    const ask = (headers: Record<string, string> = {}) =>
      system.ask(`${refusals.field.startsWith('send') ? 'mutation' : 'query'} { ${refusals.field} }`, { headers });
    const told = (code: string): ToldError => ({
      at: /^\w+/.exec(refusals.field)?.[0] ?? '',
      code,
      connector,
      ...(refusals.field.startsWith('send') ? {} : { version: generation.versions[connector] }),
      message: expect.any(String),
    });

    it('refuses a wrong credential at its field, with what to do and without the secret', async () => {
      const answer = await ask({ 'selvedge-tenant': tenantOf(refusals) });
      const error = onlyError(answer);
      expect(error).toEqual(told('VENDOR_UNAUTHORIZED'));
      expect(error.message).toMatch(/(check|replace) the connection's credential/i);
      expect(JSON.stringify([answer.data, answer.errors, answer.extensions])).not.toContain(SECRET);
    });

    it('names the permission that is missing, and where to give it', async () => {
      await system.fault({ vendor: refusals.vendor, ...refusals.forbidden, ...besidesTokens(refusals) });
      const error = onlyError(await ask());
      expect(error).toEqual(told('VENDOR_REJECTED'));
      expect(error.message).toContain(refusals.permission);
      expect(error.message).toMatch(/\b(give|grant|add|create|enable)\b/i);
    });

    it('says that an expired version of the API asks for a newer connector', async () => {
      await system.fault({ vendor: refusals.vendor, ...refusals.gone, ...besidesTokens(refusals) });
      const error = onlyError(await ask());
      expect(error).toEqual(told('VENDOR_GONE'));
      expect(error.message).toMatch(/newer version of the connector/);
    });
  });
});

/** A gateway with the generation's versions; for each connector a tenant whose credential for it alone is wrong. */
function startGeneration(generation: Generation, refusalsOf: readonly VendorRefusals[]): Promise<System> {
  const { connectors, connections } = settingsOf(generation);
  const wrong = refusalsOf.map((refusals) => {
    const { connector, wrongCredential } = refusals;
    const connection = { ...connections[connector], credential: wrongCredential(SECRET) };
    return [tenantOf(refusals), { connections: { ...connections, [connector]: connection } }];
  });
  return startSystem({
    settings: {
      connectors,
      systemOfRecord: 'hubspot',
      tenants: { default: { connections }, ...Object.fromEntries(wrong) },
    },
    tenants: refusalsOf.map(tenantOf),
    sandbox: { people: 40, companies: 5, deals: 10 },
  });
}

function tenantOf({ connector }: VendorRefusals): string {
  return `wrong-${connector}`;
}

/** A token is given all the same: what it may do is the vendor's next question. */
function besidesTokens({ vendor }: VendorRefusals): object {
  if (vendor === 'marketo') return { path: '/rest/**' };
  return vendor === 'salesforce' ? { path: '/services/data/**' } : {};
}

interface ToldError {
  at: string;
  code: unknown;
  connector: unknown;
  /** Not told of a write's destination. */
  version?: unknown;
  message: string;
}

/** The one error of an answer, be it a field's or that of a write's destination. */
function onlyError({ data, errors }: GraphQLAnswer): ToldError {
  const ofFields = errors.map(({ path, message, extensions: { code, connector, version } }) => {
    return { at: String(path?.[0]), code, connector, version, message };
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
