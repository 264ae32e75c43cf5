import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTcpFaultProxy } from './faults/tcp-fault-proxy.js';
import { freePort } from './support/free-port.js';
import { type System, startSystem } from './support/start-system.js';
import { partPath } from './system-parts.mjs';

const program = partPath('redis');
const QUERY = '{ deals(connector: "hubspot", first: 20) { edges { node { id name } } } }';

function startRedis(path: string, port: number): Promise<ChildProcess> {
  const redis = spawn(path, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']);
  return new Promise((resolve, reject) => {
    redis.once('error', reject);
    redis.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('Ready to accept connections')) resolve(redis);
    });
  });
}

async function stop(redis: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => redis.once('exit', resolve));
  redis.kill();
  await gone;
}

describe.skipIf(program === null)('a cache shared through Redis', () => {
  let port: number;
  let redis: ChildProcess;
  const systems: System[] = [];
  const start = async (beside?: System, at = port): Promise<System> => {
    const settings = { redisUrl: `redis://127.0.0.1:${at}` };
    const system = await startSystem(beside === undefined ? { settings } : { settings, beside });
    systems.unshift(system);
    return system;
  };

  beforeAll(async () => {
    port = await freePort();
    redis = await startRedis(program as string, port);
  });
  afterAll(async () => {
    for (const system of systems) await system.close();
    await stop(redis);
  });

  it('serves one gateway what another one fetched', async () => {
    const first = await start();
    const second = await start(first);
    const { data } = await first.ask(QUERY);
    await second.resetCalls();
    expect((await second.ask(QUERY)).data).toEqual(data);
    expect(await second.calls()).toEqual({});
  });

  it('is done without while Redis is away, at once, and used again when it is back', async () => {
    const system = await start();
    await system.ask(QUERY);
    await stop(redis);
    const startedAt = performance.now();
    const { data, errors } = await system.ask(QUERY);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(errors).toEqual([]);
    expect(data.deals.edges.length).toBe(20);
    redis = await startRedis(program as string, port);
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
    const proxy = await startTcpFaultProxy(port);
    try {
      const system = await start(undefined, proxy.port);
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
