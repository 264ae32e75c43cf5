import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  SCORE_GRAPH,
  type ScoreVendor,
  type ScoreVersion,
  startScoreVendor,
  writeScoreConnector,
} from './support/score-connector.js';
import { type System, startSystem } from './support/start-system.js';

const SCORES =
  '{ contacts(connector: "hubspot", first: 20) { edges { node { id score { id value source { connector version } } } } } }';
const BEST = '{ scoreBest { id value } }';

let vendor: ScoreVendor;
beforeAll(async () => {
  vendor = await startScoreVendor();
});
afterAll(() => vendor.close());
afterEach(() => {
  vendor.failing = null;
  vendor.requests = [];
});

/** A system with the connector in front of the sandbox's vendors. */
async function systemWith(
  versions: readonly ScoreVersion[],
  { connector = { version: '^1.0.0' }, ...settings }: Record<string, unknown> = {},
): Promise<System> {
  const packages = await writeScoreConnector(versions);
  try {
    return await startSystem({
      settings: {
        ...settings,
        connectorsDirectory: packages.directory,
        connectors: { score: connector },
        tenants: {
          default: {
            connections: { score: { baseUrl: vendor.url, credential: { type: 'token', token: 'none' } } },
          },
        },
      },
    });
  } finally {
    await packages.remove();
  }
}

describe('what a connector adds to the graph', () => {
  let system: System;
  beforeAll(async () => {
    system = await systemWith([{ version: '1.0.0' }]);
  });
  afterAll(() => system.close());

  it('is batched and cached in every major', async () => {
    const answers = [await system.ask(SCORES), await system.ask(SCORES), await system.ask(SCORES, { major: 1 })];
    for (const { data, errors } of answers) {
      expect(errors).toEqual([]);
      expect(data.contacts.edges).toHaveLength(20);
      for (const { node } of data.contacts.edges) {
        // The input is the vendor's own id, and not the global one.
        expect(node.score).toEqual({
          id: expect.stringMatching(/^\d+$/),
          value: node.score.id.length,
          source: { connector: 'score', version: '1.0.0' },
        });
      }
    }
    expect(vendor.requests).toHaveLength(1);
  });

  it('is reckoned with before it runs', async () => {
    const { extensions } = await system.ask(SCORES, { headers: { 'selvedge-cost': '1' } });
    expect(extensions.cost.estimated).toEqual({
      cost: 42,
      records: 40,
      vendorCalls: 2,
      byConnector: [
        { connector: 'hubspot', calls: 1 },
        { connector: 'score', calls: 1 },
      ],
    });
    const root = await system.ask(BEST, { headers: { 'selvedge-cost': '1' } });
    expect(root.extensions.cost.estimated).toMatchObject({ records: 1, vendorCalls: 1 });
  });

  it('is listed, measured and shown like any other', async () => {
    await system.ask(BEST);
    const { data } = await system.ask('{ connectors { id capabilities } __type(name: "ScoreEntry") { name } }');
    expect(data.connectors).toContainEqual({ id: 'score', capabilities: ['score/best', 'score/entry.byId'] });
    expect(data.__type).toEqual({ name: 'ScoreEntry' });
    const metrics = await (await fetch(`${system.gateway.url}/metrics`)).text();
    expect(metrics).toContain('capability="score/best"');
  });

  it('is dropped from the cache when it is told what has changed', async () => {
    const { data } = await system.ask(SCORES);
    vendor.requests = [];
    const { id } = data.contacts.edges[0].node.score;
    await system.gateway.invalidate({ tenant: 'default', connector: 'score', tags: [`score/entry:${id}`] });
    await system.ask(SCORES);
    expect(vendor.requests).toEqual([`/score?id=${id}`]);
  });
});

describe('a vendor that fails', () => {
  let system: System;
  beforeAll(async () => {
    system = await systemWith([{ version: '1.0.0' }], {
      cache: { enabled: false },
      resilience: { breaker: { consecutiveFailures: 3 }, retries: 0 },
    });
  });
  afterAll(() => system.close());

  it('makes null of its own fields, with the code, and opens its breaker', async () => {
    vendor.failing = { path: '/', status: 503 };
    const codes: unknown[] = [];
    for (let n = 0; n < 12; n += 1) {
      const { data, errors } = await system.ask(SCORES);
      expect(data.contacts.edges).toHaveLength(20);
      expect(data.contacts.edges[0].node).toEqual({ id: expect.any(String), score: null });
      expect(errors).toHaveLength(20);
      expect(errors[0]).toMatchObject({
        path: ['contacts', 'edges', 0, 'node', 'score'],
        extensions: { connector: 'score', version: '1.0.0', retryable: true },
      });
      codes.push(errors[0]?.extensions.code);
    }
    expect(codes[0]).toBe('VENDOR_UNAVAILABLE');
    expect(codes.at(-1)).toBe('VENDOR_BREAKER_OPEN');
    expect(vendor.requests.length).toBeLessThan(12);
    const state = system.gateway.breakers().find(({ connector }) => connector === 'score')?.breaker.state;
    expect(state).toBe('open');
  });
});

describe('a candidate', () => {
  const connector = { version: '^1.0.0', candidate: { version: '^2.0.0', weight: 100 } };

  it('answers what it can, and stable the rest; its own graph is not shown', async () => {
    const graph = SCORE_GRAPH.replace('id: ID', 'id: ID rank: Int').replace(/extend type Query \{[^}]*\}/, '');
    const system = await systemWith([{ version: '1.0.0' }, { version: '2.0.0', graph, withoutBest: true }], {
      connector,
    });
    try {
      const { data } = await system.ask(SCORES);
      expect(data.contacts.edges[0].node.score.source.version).toBe('2.0.0');
      const best = await system.ask('{ scoreBest { source { version } } }');
      expect(best.data).toEqual({ scoreBest: { source: { version: '1.0.0' } } });
      expect((await system.ask('{ scoreBest { rank } }')).codes).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    } finally {
      await system.close();
    }
  });

  it('that fails is answered by stable in the same request', async () => {
    const system = await systemWith([{ version: '1.0.0' }, { version: '2.0.0', path: '/new' }], { connector });
    vendor.failing = { path: '/new', status: 500 };
    try {
      const { data, errors } = await system.ask(SCORES);
      expect(errors).toEqual([]);
      expect(data.contacts.edges[0].node.score.source.version).toBe('1.0.0');
    } finally {
      await system.close();
    }
  });
});

it('a gateway does not start with what cannot be added, and says what and where', async () => {
  const graph = 'extend type Query { best: Int } extend type Contact { score: Int }';
  await expect(systemWith([{ version: '1.0.0', graph }])).rejects.toMatchObject({
    name: 'CatalogueError',
    problems: [
      { code: 'CONNECTOR_GRAPH_OUTSIDE_NAMESPACE', connector: 'score', path: ['connectors', 'score', 'version'] },
    ],
  });
});
