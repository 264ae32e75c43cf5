import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectionsOf } from './support/connections.js';
import { freePort } from './support/free-port.js';
import { openLoop } from './support/open-loop.js';
import { rollingRestart } from './support/rolling-restart.js';
import { type GatewayProcess, startGatewayProcess } from './support/start-gateway-process.js';

const QUERY = '{ deals(connector: "hubspot", first: 5) { edges { node { id name } } } }';

let sandbox: Sandbox;
const gateways: GatewayProcess[] = [];

beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, people: 50, companies: 5, deals: 20, audiences: 2, adCampaigns: 2 });
});
afterEach(async () => {
  for (const { child } of gateways.splice(0)) await child.stop('SIGKILL');
  await sandbox.close();
});

async function start(port: number, server: object = {}): Promise<GatewayProcess> {
  const gateway = await startGatewayProcess({
    configuration: {
      mode: 'sandbox',
      // A machine that runs other tests beside this one is overloaded soon.
      server: { port, overload: { enabled: false }, ...server },
      connectors: { hubspot: { version: '^1.0.0' } },
      tenants: { default: { connections: connectionsOf(['hubspot'], 'default', () => sandbox.url) } },
    },
  });
  gateways.push(gateway);
  return gateway;
}

describe('a rolling restart', () => {
  it('loses no request behind a balancer that asks who is ready', async () => {
    const { offered, whole, failed, codes, exits, failures } = await rollingRestart({
      // Many times as long as the balancer leaves between its questions, on a machine that may be busy.
      start: (port) => start(port, { drainDelayMs: 1_500 }),
      restarts: 3,
      query: QUERY,
      rate: 60,
    });
    expect({ exits, failures, failed, codes, lost: offered - whole.count }).toEqual({
      exits: [0, 0, 0],
      failures: [],
      failed: {},
      codes: {},
      lost: 0,
    });
    expect(whole.count).toBeGreaterThan(100);
  }, 180_000);
});

describe('SIGKILL', () => {
  it('loses what was in flight alone, and the port is free at once', async () => {
    const port = await freePort();
    const gateway = await start(port);
    const stream = { targets: [gateway.url], query: QUERY, rate: 60 };
    expect((await openLoop(stream, 0.5)).failed).toEqual({});
    const killed = openLoop(stream, 1);
    expect(await gateway.child.stop('SIGKILL')).toBeNull();
    await start(port);
    await killed;
    const { failed, whole } = await openLoop(stream, 0.5);
    expect([failed, whole.count]).toEqual([{}, 30]);
  }, 120_000);
});
