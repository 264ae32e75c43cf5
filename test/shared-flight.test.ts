import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectionsOf } from './support/connections.js';
import { type SandboxControl, sandboxControl } from './support/sandbox-control.js';
import { type GatewayProcess, startGatewayProcess } from './support/start-gateway-process.js';
import { hasRedis, type Redis, startRedis } from './support/start-redis.js';

const PROCESSES = 3;
const CALLERS = 500;
const READ_DEADLINE_MS = 2_000;
const dealsOf = (first: number): string =>
  `{ deals(connector: "hubspot", first: ${first}) { edges { node { id name } } } }`;

describe.skipIf(!hasRedis)(`${CALLERS} callers at once over ${PROCESSES} processes that share a Redis`, () => {
  let sandbox: Sandbox;
  let vendors: SandboxControl;
  let redis: Redis;
  let gateways: GatewayProcess[];

  beforeAll(async () => {
    [sandbox, redis] = await Promise.all([startSandbox({ port: 0, deals: 120 }), startRedis()]);
    vendors = sandboxControl(sandbox.url);
    const configuration = {
      mode: 'sandbox',
      // A machine that runs other tests beside this one is overloaded soon.
      server: { port: 0, overload: { enabled: false } },
      connectors: { hubspot: { version: '^1.0.0' } },
      tenants: { default: { connections: connectionsOf(['hubspot'], 'default', () => sandbox.url) } },
      redisUrl: redis.url,
      // However busy this machine is.
      redisTimeoutMs: 2_000,
      resilience: { retries: 0 },
    };
    gateways = await Promise.all(Array.from({ length: PROCESSES }, () => startGatewayProcess({ configuration })));
  }, 120_000);
  afterAll(async () => {
    await Promise.all(gateways.map((gateway) => gateway.child.stop()));
    await redis.stop();
    await sandbox.close();
  });
  beforeEach(async () => {
    await vendors.clearFaults();
    await vendors.resetCalls();
    await vi.waitUntil(allAreUp, { timeout: 10_000 });
  });

  /** Whether all use Redis. */
  async function allAreUp(): Promise<boolean> {
    return (await Promise.all(gateways.map((gateway) => gateway.metric('selvedge_redis_up')))).every((up) => up === 1);
  }

  const askAll = (query: string, callers: number) =>
    Promise.all(
      Array.from({ length: callers }, (_, caller) => (gateways[caller % PROCESSES] as GatewayProcess).ask(query)),
    );

  it('ask the vendor once, and all get its answer', async () => {
    await vendors.fault({ vendor: 'hubspot', latencyMs: 500 });
    const answers = await askAll(dealsOf(20), CALLERS);
    expect(answers.filter(({ data }) => data?.deals?.edges.length !== 20)).toEqual([]);
    expect(await vendors.totalCalls()).toBe(1);
    const saved = await Promise.all(gateways.map((gateway) => gateway.metric('selvedge_vendor_calls_saved_total')));
    expect(saved.reduce((sum, each) => sum + each)).toBe(CALLERS - 1);
  });

  it('ask a vendor that fails once, and all are told at once', async () => {
    await vendors.fault({ vendor: 'hubspot', blackHole: true });
    const startedAt = performance.now();
    const answers = await askAll(dealsOf(21), 100);
    expect(new Set(answers.map(({ codes }) => codes[0]))).toEqual(new Set(['VENDOR_TIMEOUT']));
    expect(performance.now() - startedAt).toBeLessThan(2 * READ_DEADLINE_MS);
    expect(await vendors.totalCalls()).toBe(1);
  });

  it('ask again, each process once at most, when the process that asked is killed', async () => {
    const [doomed, ...others] = gateways as [GatewayProcess, ...GatewayProcess[]];
    await vendors.fault({ vendor: 'hubspot', latencyMs: 1_000 });
    const lost = doomed.ask(dealsOf(22)).catch(() => null);
    await expect.poll(() => vendors.totalCalls()).toBe(1);
    const waiting = others.map((gateway) => gateway.ask(dealsOf(22)));
    await doomed.child.stop('SIGKILL');
    expect(await lost).toBeNull();
    gateways = others;
    const answers = await Promise.all(waiting);
    expect(answers.map(({ data }) => data?.deals?.edges.length)).toEqual([22, 22]);
    expect(await vendors.totalCalls()).toBeLessThanOrEqual(1 + others.length);
  });
});
