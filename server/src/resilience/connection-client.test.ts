import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createConnectionClient } from './connection-client.js';
import { createVendorPools } from './vendor-pools.js';

/** A client with ten slots, of a vendor that answers as it is told to. */
async function connected() {
  let beforeAnswer: (answer: () => void) => void = (answer) => setTimeout(answer, 5);
  const vendor = createServer((_request, response) => beforeAnswer(() => response.end('{}')));
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
  const pools = createVendorPools();
  const client = createConnectionClient({ concurrency: 10, pools });
  onTestFinished(async () => {
    await pools.close();
    vendor.close();
  });
  const origin = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`;
  const request = { method: 'GET', origin, path: '/contacts', headers: {}, body: null } as const;
  const { signal } = new AbortController();
  const call = () => client.inSlot(signal, () => client.send(request, signal));
  for (let calls = 0; calls < 20; calls += 1) await call();
  return {
    client,
    async crowd(before: typeof beforeAnswer): Promise<void> {
      beforeAnswer = before;
      await Promise.all(Array.from({ length: 60 }, call));
    },
  };
}

it('sends fewer calls at once to a vendor that has become slow', async () => {
  const { client, crowd } = await connected();
  expect(client.load()).toEqual({ inFlight: 0, limit: 10 });
  await crowd((answer) => setTimeout(answer, 100));
  expect(client.load().limit).toBeLessThan(10);
});

it('does not take its own lack of time for the vendor’s', async () => {
  const { client, crowd } = await connected();
  await crowd((answer) => {
    for (const until = performance.now() + 20; performance.now() < until; );
    answer();
  });
  expect(client.load().limit).toBe(10);
});
