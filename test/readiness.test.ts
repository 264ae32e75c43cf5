import { afterEach, expect, it } from 'vitest';
import { freePort } from './support/free-port.js';
import { type System, startSystem } from './support/start-system.js';

const QUERY = '{ deals(connector: "hubspot", first: 5) { edges { node { id name } } } }';

let system: System;
afterEach(() => system.close());

async function degraded(): Promise<readonly string[]> {
  const response = await fetch(`${system.gateway.url}/readyz`);
  const { degraded: sentences } = (await response.json()) as { degraded: string[] };
  expect(response.status).toBe(200);
  return sentences;
}

it('stays ready without Redis, and says so', async () => {
  system = await startSystem({ settings: { redisUrl: `redis://127.0.0.1:${await freePort()}` } });
  expect(await degraded()).toEqual(['Redis is away or slow; serving without it.']);
});

it('names what is not being called, until it is again', async () => {
  system = await startSystem({
    settings: { cache: { enabled: false }, resilience: { retries: 0, breaker: { openMs: 50, probes: 1 } } },
  });
  expect(await degraded()).toEqual([]);
  await system.fault({ vendor: 'hubspot', status: 503 });
  for (let request = 0; request < 5; request += 1) await system.ask(QUERY);
  expect((await degraded()).join()).toMatch(
    /^hubspot@1\.\d+\.\d+ for default\/hubspot is not being called \(breaker (half-)?open\)\.$/,
  );
  await system.clearFaults();
  await expect
    .poll(async () => (await system.ask(QUERY)).errors.length > 0 || (await degraded()).length > 0)
    .toBe(false);
});

it('names the account whose credential the vendor refuses', async () => {
  system = await startSystem({
    settings: {
      tenants: { default: { connections: { hubspot: { credential: { type: 'token', token: 'pat-wrong' } } } } },
    },
  });
  await system.ask(QUERY);
  expect(await degraded()).toEqual(['hubspot refuses the credential of default/hubspot; connect the account again.']);
});
