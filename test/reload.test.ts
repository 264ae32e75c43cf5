import { afterEach, describe, expect, it } from 'vitest';
import { readMetric } from './support/read-metric.js';
import { type Settings, type System, type SystemOptions, startSystem } from './support/start-system.js';
import { until } from './support/until.js';

const QUERY = '{ contacts(connector: "hubspot", first: 3) { edges { node { id source { version } } } } }';
const UPSERT = /* GraphQL */ `
  mutation ($contacts: [ContactInput!]!, $key: String) {
    upsertContacts(connector: "hubspot", contacts: $contacts, idempotencyKey: $key) { results { status } }
  }
`;
const UNCACHED: Settings = { cache: { enabled: false }, resilience: { retries: 0 } };

let system: System;
afterEach(() => system.close());

async function start(settings: Settings = UNCACHED, options: SystemOptions = {}): Promise<void> {
  system = await startSystem({ ...options, settings });
}

const metric = async (name: string, labels: Readonly<Record<string, string>> = {}): Promise<number> =>
  readMetric(await (await fetch(`${system.gateway.url}/metrics`)).text(), name, labels);

const living = () => metric('selvedge_generations_living');

const breakerOf = (connector: string) =>
  system.gateway.breakers().find((each) => each.connector === connector)?.breaker.state;

/** An account of its own at the sandbox's vendor. */
const account = (name: string): Settings => ({
  ...UNCACHED,
  tenants: {
    default: { connections: { hubspot: { credential: { type: 'token', token: `pat-sandbox-${name}` } } } },
  },
});

describe('a reload', () => {
  it('lets a request in flight end with what it began with, and then leaves nothing of that behind', async () => {
    await start();
    await system.fault({ vendor: 'hubspot', latencyMs: 700 });
    const slow = system.ask(QUERY);
    await until('it has come to the vendor', async () => (await system.totalCalls({ vendor: 'hubspot' })) > 0);
    await system.clearFaults();
    await system.reload({ ...account('other'), connectors: { hubspot: { version: '^2.0.0' } } });
    const next = await system.ask(QUERY);
    expect(await living()).toBe(2);
    expect(next.data.contacts.edges[0].node.source.version).toBe('2.0.0');
    const { errors, data } = await slow;
    expect(errors).toEqual([]);
    expect(data.contacts.edges[0].node.source.version).toBe('1.0.0');
    await until('the former has ended', async () => (await living()) === 1);
    expect(await metric('selvedge_breaker_state', { connector: 'hubspot', version: '1.0.0' })).toBe(0);
    expect(await metric('selvedge_breaker_state', { connector: 'hubspot', version: '2.0.0' })).toBe(1);
  });

  it('leaves an open breaker open, and opens none anew for another account', async () => {
    await start();
    await system.fault({ vendor: 'hubspot', status: 503 });
    await until('it has opened', async () => {
      await system.ask(QUERY);
      return breakerOf('hubspot') === 'open';
    });
    await system.reload({ ...UNCACHED, limits: { cost: 4_000 } });
    expect(breakerOf('hubspot')).toBe('open');
    await system.reload(account('other'));
    expect(breakerOf('hubspot')).toBe('closed');
    await system.clearFaults();
    expect((await system.ask(QUERY)).errors).toEqual([]);
  });

  it('forgets no idempotency key', async () => {
    await start();
    const variables = { contacts: [{ email: 'once@example.org', givenName: 'Once' }], key: 'import-1' };
    const first = await system.ask(UPSERT, { variables });
    await system.reload({ ...UNCACHED, limits: { cost: 4_000 } });
    await system.resetCalls();
    expect((await system.ask(UPSERT, { variables })).data).toEqual(first.data);
    expect(await system.calls({ vendor: 'hubspot' })).toEqual({});
  });

  it('counts on what was taken of the vendors’ quotas', async () => {
    await start(UNCACHED, { sandbox: { quotas: true } });
    for (let round = 0; round < 4; round += 1) {
      await Promise.all(Array.from({ length: 60 }, () => system.ask(QUERY)));
      await system.reload({ ...UNCACHED, limits: { cost: 4_000 + round } });
    }
    const response = await fetch(`${system.sandbox.url}/_calls?vendor=hubspot`);
    const { calls } = (await response.json()) as { calls: { statuses: Record<string, number> }[] };
    expect(calls.reduce((sum, { statuses }) => sum + (statuses['429'] ?? 0), 0)).toBe(0);
    expect(calls.length).toBeGreaterThan(0);
  });

  it('takes over tenants, vendors and what they may be asked', async () => {
    await start();
    const before = await system.ask('{ connectors { id } }');
    await system.reload({
      ...UNCACHED,
      connectors: { klaviyo: { version: '^2.0.0' } },
      tenants: {
        default: {
          connections: {
            klaviyo: { baseUrl: 'SANDBOX/klaviyo', credential: { type: 'token', token: 'pk_sandbox_default' } },
          },
        },
      },
    });
    const after = await system.ask('{ connectors { id } }');
    expect(before.data.connectors.map(({ id }: { id: string }) => id)).not.toContain('klaviyo');
    expect(after.data.connectors.map(({ id }: { id: string }) => id)).toContain('klaviyo');
    await system.reload({ ...UNCACHED, limits: { cost: 1 } });
    expect((await system.ask(QUERY)).codes).toEqual(['OPERATION_TOO_LARGE']);
  });

  it('serves no answer that the former composition has kept ready', async () => {
    const settings = { cache: { edge: { enabled: true } }, precedence: {} };
    await start(settings);
    const query = '{ connectors { id version } contacts(connector: "hubspot", first: 1) { edges { node { id } } } }';
    await system.ask(query);
    await system.reload({ ...settings, connectors: { hubspot: { version: '^2.0.0' } } });
    const { data } = await system.ask(query);
    expect(data.connectors.find(({ id }: { id: string }) => id === 'hubspot').version).toBe('2.0.0');
  });

  it('changes nothing when a part of it cannot be composed, and leaves nothing of the attempt behind', async () => {
    await start();
    const wrong = { connectors: { hubspot: { version: '^2.0.0' }, 'meta-ads': { version: '^99.0.0' } } };
    await expect(system.reload({ ...UNCACHED, ...wrong })).rejects.toMatchObject({
      problems: [{ code: 'CONNECTOR_OUT_OF_RANGE', path: ['connectors', 'meta-ads', 'version'] }],
    });
    expect([system.gateway.generation, await living()]).toEqual([1, 1]);
    const { data } = await system.ask(QUERY);
    expect(data.contacts.edges[0].node.source.version).toBe('1.0.0');
    expect(await metric('selvedge_breaker_state', { connector: 'hubspot', version: '2.0.0' })).toBe(0);
  });
});
