import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasRedis, type Redis, startRedis } from './support/start-redis.js';
import { type System, startSystem } from './support/start-system.js';
import { startTcpFaultProxy } from './support/tcp-fault-proxy.js';

const QUERY = '{ deals(connector: "hubspot", first: 20) { edges { node { id name } } } }';

describe.skipIf(!hasRedis)('a cache shared through Redis', () => {
  let redis: Redis;
  const systems: System[] = [];
  /** Patient with Redis, so that a machine that is busy for a moment does not look like a Redis that is slow. */
  const start = async (beside?: System, redisTimeoutMs = 2_000, at = redis.port): Promise<System> => {
    const settings = { redisUrl: `redis://127.0.0.1:${at}`, redisTimeoutMs };
    const system = await startSystem(beside === undefined ? { settings } : { settings, beside });
    systems.unshift(system);
    return system;
  };

  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => {
    for (const system of systems) await system.close();
    await redis.stop();
  });

  it('serves one gateway what another one fetched', async () => {
    const first = await start();
    const second = await start(first);
    const { data } = await first.ask(QUERY);
    await second.resetCalls();
    expect((await second.ask(QUERY)).data).toEqual(data);
    expect(await second.calls()).toEqual({});
  });

  it('locks what is being fetched, and frees its own lock only', async () => {
    const system = await start();
    const locks = async () => (await redis.command('KEYS', 'selvedge:lock:*')) as readonly string[];
    await system.fault({ vendor: 'hubspot', latencyMs: 500 });
    const first = system.ask(QUERY.replace('20', '21'));
    await expect.poll(locks).toHaveLength(1);
    await first;
    await expect.poll(locks).toEqual([]);
    const second = system.ask(QUERY.replace('20', '22'));
    await expect.poll(locks).toHaveLength(1);
    const [lock = ''] = await locks();
    await redis.command('SET', lock, 'another', 'PX', '60000');
    expect((await second).data.deals.edges.length).toBe(22);
    expect(await redis.command('GET', lock)).toBe('another');
  });

  it('is done without while Redis is away, at once, and used again when it is back', async () => {
    const system = await start();
    await system.ask(QUERY);
    await redis.stop();
    const startedAt = performance.now();
    const { data, errors } = await system.ask(QUERY);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(errors).toEqual([]);
    expect(data.deals.edges.length).toBe(20);
    await redis.start();
    await expect
      .poll(
        async () => {
          await system.resetCalls();
          await system.ask(QUERY);
          return system.calls();
        },
        { timeout: 15_000, interval: 200 },
      )
      .toEqual({});
  });

  it('is not waited for while Redis is slow, and used again when it is quick', async () => {
    const proxy = await startTcpFaultProxy(redis.port);
    try {
      const system = await start(undefined, 20, proxy.port);
      const callsOfRepeat = async (): Promise<Record<string, number>> => {
        await system.resetCalls();
        await system.ask(QUERY);
        return system.calls();
      };
      await system.ask(QUERY);
      await expect.poll(callsOfRepeat).toEqual({});
      await proxy.set({ kind: 'delay', ms: 2_000 });
      const durations: number[] = [];
      for (let request = 0; request < 5; request += 1) {
        const startedAt = performance.now();
        const { data, errors } = await system.ask(QUERY);
        durations.push(performance.now() - startedAt);
        expect([errors, data.deals.edges.length]).toEqual([[], 20]);
      }
      expect(Math.max(...durations)).toBeLessThan(500);
      await proxy.set({ kind: 'none' });
      await expect.poll(callsOfRepeat, { timeout: 10_000, interval: 200 }).toEqual({});
    } finally {
      await proxy.close();
    }
  });
});
