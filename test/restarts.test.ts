import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GatewayProcess, gatewayProcess } from './support/gateway-process.js';
import { openLoop } from './support/open-loop.js';
import { rollingRestart } from './support/rolling-restart.js';

const QUERY = '{ deals(connector: "hubspot", first: 5) { edges { node { id name } } } }';

let sandbox: Sandbox;
const gateways: GatewayProcess[] = [];

beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, people: 50, companies: 5, deals: 20, audiences: 2, adCampaigns: 2 });
});
afterEach(async () => {
  for (const gateway of gateways.splice(0)) await gateway.close();
  await sandbox.close();
});

async function startGateway(server: object = {}): Promise<GatewayProcess> {
  const gateway = await gatewayProcess(sandbox.url, server);
  gateways.push(gateway);
  await gateway.start();
  return gateway;
}

describe('a rolling restart', () => {
  it('loses no request behind a balancer that asks who is ready', async () => {
    const pair = [await startGateway({ drainDelayMs: 300 }), await startGateway({ drainDelayMs: 300 })];
    const { exits, failures, other, refusedMs, goodMs } = await rollingRestart({
      gateways: pair,
      restarts: 3,
      query: QUERY,
      rate: 60,
    });
    expect({ exits, failures, other, refused: refusedMs.length }).toEqual({
      exits: [0, 0, 0],
      failures: [],
      other: {},
      refused: 0,
    });
    expect(goodMs.length).toBeGreaterThan(100);
  }, 180_000);
});

describe('SIGKILL', () => {
  it('loses what was in flight alone, and the port is free at once', async () => {
    const gateway = await startGateway();
    const load = { url: gateway.url, query: QUERY, rate: 60, durationMs: 500, connections: 16 };
    expect((await openLoop(load)).other).toEqual({});
    const killed = openLoop({ ...load, durationMs: 1_000 });
    expect(await gateway.end('SIGKILL')).toBeNull();
    await gateway.start();
    await killed;
    const { other, goodMs } = await openLoop(load);
    expect([other, goodMs.length]).toEqual([{}, 30]);
  }, 120_000);
});
