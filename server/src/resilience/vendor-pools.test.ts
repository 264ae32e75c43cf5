import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createConnectionClient } from './connection-client.js';
import { createVendorPools } from './vendor-pools.js';

const { signal } = new AbortController();

/** A vendor that answers with who asks, once it is let, and clients of accounts there. */
async function accounts() {
  let sockets = 0;
  const waiting: (() => void)[] = [];
  const vendor = createServer(({ headers }, response) => {
    waiting.push(() =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(headers.authorization)),
    );
  });
  vendor.on('connection', () => {
    sockets += 1;
  });
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
  const pools = createVendorPools();
  onTestFinished(async () => {
    await pools.close();
    vendor.close();
  });
  const origin = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`;
  return {
    pools,
    sockets: () => sockets,
    asked: () => waiting.length,
    answer: () => waiting.splice(0).forEach((one) => void one()),
    open(authorization: string) {
      const client = createConnectionClient({ concurrency: 2, pools });
      const request = { method: 'GET', origin, path: '/', headers: { authorization }, body: null } as const;
      return () => client.inSlot(signal, () => client.send(request, signal));
    },
  };
}

it('requests of several accounts go over one socket, one after the other, each with its own credential', async () => {
  const vendor = await accounts();
  for (const name of ['ada', 'ben', 'cem', 'ada']) {
    const asked = vendor.open(name)();
    await expect.poll(vendor.asked).toBe(1);
    vendor.answer();
    expect((await asked).body).toBe(name);
    // A socket is used again when nothing has come after the answer.
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(vendor.sockets()).toBe(1);
});

it('no account waits for another one’s requests', async () => {
  const vendor = await accounts();
  const names = Array.from({ length: 30 }, (_, at) => `account-${at}`);
  const asked = names.map((name) => vendor.open(name)());
  await expect.poll(vendor.asked).toBe(30);
  expect(vendor.sockets()).toBe(30);
  vendor.answer();
  expect((await Promise.all(asked)).map(({ body }) => body)).toEqual(names);
});

it('what is under way when they are closed ends as if the vendor could not be reached', async () => {
  const vendor = await accounts();
  const asked = vendor.open('ada')();
  await expect.poll(vendor.asked).toBe(1);
  await vendor.pools.close();
  await expect(asked).rejects.toMatchObject({ failure: { class: 'transient' } });
});
