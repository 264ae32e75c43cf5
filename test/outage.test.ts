import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './support/start-system.js';

const QUERY = /* GraphQL */ `
  {
    customers(first: 30) {
      edges { node { fullName records { source { connector } ... on Contact { company { name } } ... on AudienceMember { status } } } }
    }
  }
`;
const OPEN_MS = 400;

let system: System;
beforeAll(async () => {
  system = await startSystem({
    settings: {
      cache: { staleWhileRevalidateMs: 0, staleIfErrorMs: 0 },
      resilience: { breaker: { openMs: OPEN_MS, probes: 1 } },
    },
  });
});
afterAll(() => system.close());

describe('a vendor that swallows requests', () => {
  it('costs only its own fields, and no longer than its deadline', async () => {
    await system.fault({ vendor: 'mailchimp', blackHole: true });
    const startedAt = performance.now();
    const { data, errors, extensions } = await system.ask(QUERY);
    const elapsedMs = performance.now() - startedAt;
    const nodes = data.customers.edges.map(({ node }: { node: object }) => node);
    expect(nodes.length).toBe(30);
    expect(
      nodes.every(({ records }: { records: ({ company?: unknown } | null)[] }) =>
        records.some((record) => record?.company !== undefined),
      ),
    ).toBe(true);
    expect(errors.length).toBeGreaterThan(0);
    expect(new Set(errors.map(({ extensions }) => extensions.connector))).toEqual(new Set(['mailchimp']));
    // What still waited for its turn when the breaker opened was not sent any more.
    const codes = new Set(errors.map(({ extensions }) => extensions.code));
    expect([...codes].filter((code) => code !== 'VENDOR_BREAKER_OPEN')).toEqual(['VENDOR_TIMEOUT']);
    expect(errors[0]?.path?.slice(0, 2)).toEqual(['customers', 'edges']);
    expect(extensions.freshness).toContainEqual({
      path: ['customers', 'edges', 0, 'node', 'fullName'],
      connector: 'mailchimp',
      version: expect.stringMatching(/^1\./),
      missing: true,
    });
    expect(elapsedMs).toBeLessThan(3_000);
  });

  it('is let alone but for probes once its breaker is open, and the answer is fast', async () => {
    await system.resetCalls();
    const durations: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      const startedAt = performance.now();
      const { data, errors } = await system.ask(QUERY);
      durations.push(performance.now() - startedAt);
      expect(data.customers.edges.length).toBe(30);
      expect(errors[0]?.extensions).toMatchObject({
        code: 'VENDOR_BREAKER_OPEN',
        connector: 'mailchimp',
        retryable: true,
      });
    }
    durations.sort((a, b) => a - b);
    expect(durations[3]).toBeLessThan(50);
    // Not even the one whose vendor was being tried out waited for it.
    expect(durations[4]).toBeLessThan(500);
    const calls = await system.calls();
    expect(calls['GET /3.0/search-members'] ?? 0).toBeLessThanOrEqual(2);
  });

  it('is described to operators: why, since when, and when it is tried again', async () => {
    const all = system.gateway.breakers();
    expect(all.length).toBeGreaterThan(1);
    expect(all.filter(({ connector, breaker }) => connector !== 'mailchimp' && breaker.state !== 'closed')).toEqual([]);
    // Somebody must ask for it to be tried out, and so to open again.
    const described = async () => {
      await system.ask(QUERY);
      const [found] = system.gateway.breakers().filter(({ connector }) => connector === 'mailchimp');
      return { ...found, metrics: await (await fetch(`${system.gateway.url}/metrics`)).text() };
    };
    await expect.poll(described, { timeout: 15_000, interval: 20 }).toMatchObject({
      connection: 'default/mailchimp',
      breaker: {
        state: 'open',
        since: expect.any(Number),
        nextProbeAt: expect.any(Number),
        lastFailure: { class: 'timeout', message: expect.stringContaining('No answer within') },
      },
      metrics: expect.stringMatching(
        /^selvedge_breaker_last_failure_timestamp_seconds\{connector="mailchimp".*class="timeout"\} \d[\s\S]*^selvedge_breaker_next_probe_timestamp_seconds\{connector="mailchimp".*\} \d/m,
      ),
    });
  });

  it('is asked again by itself when it has recovered', async () => {
    await system.clearFaults();
    await expect
      .poll(async () => (await system.ask(QUERY)).errors.length, { timeout: 10_000, interval: OPEN_MS / 2 })
      .toBe(0);
  });
});
