import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from './sandbox.js';

const SMALL = { people: 20, companies: 5, deals: 5, audiences: 1, adCampaigns: 1, days: 7 };

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ ...SMALL, port: 0 });
});
afterEach(() => sandbox.close());

function contacts(signal?: AbortSignal): Promise<Response> {
  const headers = { authorization: 'Bearer pat-sandbox-demo' };
  return fetch(`${sandbox.baseUrl('hubspot')}/crm/v3/objects/contacts`, { headers, ...(signal ? { signal } : {}) });
}

async function fault(body: object): Promise<void> {
  const answer = await fetch(`${sandbox.url}/_faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ vendor: 'hubspot', ...body }),
  });
  expect(answer.status).toBe(201);
}

async function statuses(): Promise<Record<string, number>> {
  const answer = await fetch(`${sandbox.url}/_calls?vendor=hubspot`);
  const { calls } = (await answer.json()) as { calls: { statuses: Record<string, number> }[] };
  return calls[0]?.statuses ?? {};
}

describe('startSandbox', () => {
  test('serves every vendor below its id', async () => {
    expect((await contacts()).status).toBe(200);
    const index = (await (await fetch(sandbox.url)).json()) as { vendors: Record<string, { baseUrl: string }> };
    for (const [id, vendor] of Object.entries(index.vendors)) expect(vendor.baseUrl).toBe(sandbox.baseUrl(id));
    expect(() => sandbox.baseUrl('acme')).toThrow(/no vendor acme; it has hubspot/);
  });

  test('offers credentials that its vendors know', async () => {
    const index = (await (await fetch(sandbox.url)).json()) as {
      vendors: Record<string, { baseUrl: string; credentials: { authorization?: string } }>;
    };
    // Some vendors have no lasting credential: theirs is a client that gets tokens.
    const offers = Object.entries(index.vendors).flatMap(
      ([
        vendor,
        {
          baseUrl,
          credentials: { authorization },
        },
      ]) => (authorization === undefined ? [] : [{ vendor, baseUrl, authorization }]),
    );
    expect(offers.length).toBeGreaterThan(2);
    for (const { baseUrl, authorization } of offers) await fetch(`${baseUrl}/`, { headers: { authorization } });
    const answer = await fetch(`${sandbox.url}/_calls`);
    const { calls } = (await answer.json()) as { calls: { vendor: string; account: string | null }[] };
    expect(calls.map(({ vendor, account }) => [vendor, account])).toEqual(offers.map(({ vendor }) => [vendor, 'demo']));
  });

  test('names the port and the setting when the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(startSandbox({ ...SMALL, port })).rejects.toThrow(
      new RegExp(`127\\.0\\.0\\.1:${port}: the port is in use.*\`port\``),
    );
    taken.close();
    await once(taken, 'close');
  });

  test('slows calls down without changing their answers', async () => {
    await fault({ latencyMs: 30 });
    const began = performance.now();
    const answer = await contacts();
    expect(performance.now() - began).toBeGreaterThanOrEqual(29);
    expect(answer.status).toBe(200);
  });

  test('resets connections', async () => {
    await fault({ reset: true });
    await expect(contacts()).rejects.toThrow('fetch failed');
    expect(await statuses()).toEqual({ none: 1 });
  });

  test('never answers a black-holed call, whose caller may give up', async () => {
    await fault({ blackHole: true });
    await expect(contacts(AbortSignal.timeout(50))).rejects.toThrow(/timeout|aborted/);
    expect(await statuses()).toEqual({ none: 1 });
  });

  test('closes at once with calls black-holed and delayed, and frees its port', async () => {
    await fault({ blackHole: true, times: 1 });
    await fault({ latencyMs: 600_000 });
    const pending = [contacts(), contacts()].map((call) => call.then(() => 'answered').catch(() => 'cut off'));
    const counted = async () => (await (await fetch(`${sandbox.url}/_calls`)).json()) as { total: number };
    await expect.poll(async () => (await counted()).total).toBe(2);
    const { port } = new URL(sandbox.url);
    await Promise.all([sandbox.close(), sandbox.close()]);
    expect(await Promise.all(pending)).toEqual(['cut off', 'cut off']);
    await expect(once(connect(Number(port), '127.0.0.1'), 'connect')).rejects.toThrow('ECONNREFUSED');
  });
});
