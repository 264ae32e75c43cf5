import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './support/start-system.js';

let system: System;
beforeAll(async () => {
  system = await startSystem({
    settings: {
      connectors: { hubspot: { version: '^1.0.0', candidate: { version: '^2.0.0', weight: 25, stickyBy: 'client' } } },
    },
  });
});
afterAll(() => system.close());

const VERSION = '{ connectors { id version } }';
const versionFor = async (client: string): Promise<string> => {
  const { data } = await system.ask(VERSION, { headers: { 'selvedge-client': client } });
  return data.connectors.find(({ id }: { id: string }) => id === 'hubspot').version;
};

/** A client whom the weight puts on a version. */
const clientOn = async (version: string): Promise<string> => {
  for (let index = 0; ; index += 1) {
    const client = `client-${index}`;
    if ((await versionFor(client)) === version) return client;
  }
};

describe('a candidate with weight 25', () => {
  it('answers a quarter of the clients, each always the same', async () => {
    const clients = Array.from({ length: 1_000 }, (_, index) => `client-${index}`);
    const first = new Map<string, string>();
    for (let at = 0; at < clients.length; at += 50) {
      const slice = clients.slice(at, at + 50);
      const versions = await Promise.all(slice.map(versionFor));
      for (const [index, client] of slice.entries()) first.set(client, versions[index] ?? '');
    }
    const share = [...first.values()].filter((version) => version.startsWith('2.')).length / 10;
    expect(Math.abs(share - 25)).toBeLessThanOrEqual(4);
    for (const client of clients.slice(0, 100)) expect(await versionFor(client)).toBe(first.get(client));
  }, 60_000);

  it('really asks the version it names', async () => {
    const query = '{ contacts(connector: "hubspot", first: 3) { edges { node { id source { version } } } } }';
    for (const [version, route] of [
      ['1.0.0', 'GET /contacts/v1/lists/all/contacts/all'],
      ['2.0.0', 'GET /crm/v3/objects/contacts'],
    ] as const) {
      await system.resetCalls();
      const { data } = await system.ask(query, { headers: { 'selvedge-connector': `hubspot=${version}` } });
      expect(
        new Set(data.contacts.edges.map(({ node }: { node: { source: { version: string } } }) => node.source.version)),
      ).toEqual(new Set([version]));
      expect(Object.keys(await system.calls())).toEqual([route]);
    }
  });

  it('gives the same answer as stable for the fields both know', async () => {
    const query = /* GraphQL */ `
      {
        contacts(connector: "hubspot", first: 100) {
          edges {
            node {
              id fullName givenName familyName emails phones { number kind } lifecycleStage originalSource
              createdAt updatedAt becameMarketingQualifiedAt becameSalesQualifiedAt
              company { id name domain createdAt updatedAt }
              deals(first: 20) {
                edges { node { id name amount { amount currency } stage won closedAt createdAt updatedAt } }
              }
            }
          }
        }
      }
    `;
    const [v1, v2] = await Promise.all(
      ['1.0.0', '2.0.0'].map((version) =>
        system.ask(query, { headers: { 'selvedge-connector': `hubspot=${version}` } }),
      ),
    );
    expect(v1?.errors).toEqual([]);
    expect(v1?.data.contacts.edges.length).toBe(100);
    expect(v2?.data).toEqual(v1?.data);
  });

  it('falls back to stable in the same request when it fails, but not for a tester who asked for it', async () => {
    await system.fault({ vendor: 'hubspot', path: '/crm/v3/objects/contacts', status: 502 });
    const query = '{ contacts(connector: "hubspot", first: 7) { edges { node { source { version } } } } }';
    const rescued = await system.ask(query, { headers: { 'selvedge-client': await clientOn('2.0.0') } });
    const pinned = await system.ask(query, { headers: { 'selvedge-connector': 'hubspot=2.0.0' } });
    await system.clearFaults();
    expect(rescued.errors).toEqual([]);
    expect(rescued.data.contacts.edges[0].node.source.version).toBe('1.0.0');
    const metrics = await (await fetch(`${system.gateway.url}/metrics`)).text();
    expect(metrics).toMatch(/selvedge_candidate_fallbacks_total\{connector="hubspot",version="2.0.0"\} 1/);
    expect(pinned.data.contacts).toBeNull();
    expect(pinned.errors[0]?.extensions).toMatchObject({ code: 'VENDOR_UNAVAILABLE', version: '2.0.0' });
  });

  it('refuses a version that is not loaded, naming those that are', async () => {
    const { status, errors } = await system.ask(VERSION, { headers: { 'selvedge-connector': 'hubspot=9.0.0' } });
    expect([status, errors[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    expect(errors[0]?.message).toContain('hubspot=1.0.0 or 2.0.0');
  });
});

it('a page goes on in the version it began in', async () => {
  const page = (after: string | null, version: string) =>
    system.ask(
      'query ($after: String) { contacts(connector: "hubspot", first: 10, after: $after) { edges { node { id source { version } } } pageInfo { endCursor } } }',
      {
        variables: { after },
        headers: { 'selvedge-connector': `hubspot=${version}` },
      },
    );
  const first = await page(null, '1.0.0');
  const second = await page(first.data.contacts.pageInfo.endCursor, '2.0.0');
  expect(second.errors).toEqual([]);
  expect(second.data.contacts.edges[0].node.source.version).toBe('1.0.0');
  const ids = [first, second].flatMap(({ data }) =>
    data.contacts.edges.map(({ node }: { node: { id: string } }) => node.id),
  );
  expect(new Set(ids).size).toBe(20);
});
