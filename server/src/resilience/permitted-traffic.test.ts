import { afterEach, describe, expect, it } from 'vitest';
import { createConnectionClient } from './connection-client.js';
import {
  ask,
  call,
  classes,
  type GuardedVendor,
  good,
  json,
  type Run,
  record,
  startGuardedVendor,
} from './guarded-vendor.fixture.js';
import { permittedTraffic } from './permitted-traffic.js';
import { createVendorPools } from './vendor-pools.js';

let vendor: GuardedVendor;
afterEach(() => vendor.stop());

const oneRequestEach: Run = (ids, given) =>
  Promise.all(ids.map(async (id) => (await ask([id], given).catch((error: Error) => [error]))[0] ?? null));

/** Half-open, after its vendor has failed five requests; what was seen before is forgotten. */
async function halfOpen(): Promise<void> {
  vendor = await startGuardedVendor({ openMs: 30 });
  for (let i = 0; i < 5; i += 1) vendor.breaker.observe('failure');
  await expect.poll(() => vendor.breaker.state, { interval: 5 }).toBe('half-open');
}

describe('a vendor that fails every request', () => {
  it('gets at most six more in two times that it is tried out', async () => {
    const openMs = 300;
    vendor = await startGuardedVendor({ openMs, probes: 3 });
    vendor.handle = json(503, {});
    const source = vendor.guarded(oneRequestEach);
    const batches: Promise<unknown>[] = [];
    let openedAt = 0;
    let seenAtOpening = 0;
    // 200 batches a second, for two half-opens.
    while (openedAt === 0 || performance.now() - openedAt < 2 * openMs + 50) {
      batches.push(source(['1', '2', '3'], call()));
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (openedAt !== 0 || vendor.breaker.state === 'closed') continue;
      openedAt = performance.now();
      seenAtOpening = vendor.seen.length;
    }
    await Promise.all(batches);
    const after = vendor.seen.length - seenAtOpening;
    expect(batches.length).toBeGreaterThan(20);
    expect(after).toBeGreaterThanOrEqual(1);
    expect(after).toBeLessThanOrEqual(6);
  });

  it('gets no retry of a request that failed before the breaker opened', async () => {
    vendor = await startGuardedVendor();
    const wait = Promise.withResolvers<void>();
    vendor.handle = async (request, response) => {
      await wait.promise;
      json(503, {})(request, response);
    };
    const outcome = vendor.guarded()(['1'], call());
    await expect.poll(() => vendor.seen.length).toBe(1);
    for (let i = 0; i < 5; i += 1) vendor.breaker.observe('failure');
    wait.resolve();
    expect(classes(await outcome)).toEqual(['transient']);
    expect(vendor.seen.length).toBe(1);
  });

  it('gets no request that was waiting for a slot when the breaker opened; what came before is kept', async () => {
    vendor = await startGuardedVendor();
    const ids = Array.from({ length: 30 }, (_, at) => String(at));
    vendor.handle = (request, response) => (vendor.seen.length <= 2 ? good : json(400, {}))(request, response);
    const found = vendor.guarded(async (batch, given) => {
      const answers = await oneRequestEach(batch.slice(0, 2), given);
      for (let i = 0; i < 5; i += 1) vendor.breaker.observe('failure');
      return [...answers, ...(await oneRequestEach(batch.slice(2), given))];
    });
    const outcomes = await found(ids, call());
    expect(classes(outcomes)).toEqual(['ok', 'ok', ...Array(28).fill('breaker-open')]);
    expect(outcomes[2]).toMatchObject({ failure: { cause: { retryAfterMs: expect.any(Number) } } });
    expect(vendor.seen.length).toBe(2);
  });
});

describe('a batch that tries a vendor out', () => {
  it('sends one request, does not retry it, and sends the others only when it went well', async () => {
    await halfOpen();
    vendor.handle = json(503, {});
    const [first] = await vendor.guarded(oneRequestEach)(['1', '2', '3', '4'], call());
    expect(first).toMatchObject({ ok: false });
    await expect.poll(() => vendor.breaker.describe().lastFailure?.class).toBe('transient');
    expect(vendor.seen.length).toBe(1);
  });

  it('is whole when the vendor works again', async () => {
    await halfOpen();
    const write: Run = async (ids, given) => {
      await oneRequestEach(ids, given);
      return ids.map((id) => record(id, 'VIP'));
    };
    await vendor.guarded(write)(['1', '2', '3', '4'], call());
    await expect.poll(() => vendor.seen.length).toBe(4);
    await expect.poll(() => vendor.breaker.state).toBe('closed');
  });

  it('goes on to its next request when the first one was not sent', async () => {
    await halfOpen();
    const permit = vendor.breaker.admit();
    if (!permit.admitted) throw new Error('expected the half-open breaker to let a probe through');
    const { client } = permittedTraffic(
      permit,
      vendor.breaker,
      { connector: 'post', version: '1.0.0', connection: 'a/post' },
      {
        client: createConnectionClient({ concurrency: 1, pools: createVendorPools() }),
        retry: { retries: 2, random: () => 0 },
      },
    );
    const { signal } = new AbortController();
    const [unsent, next] = [client.inSlot(signal, async () => null), client.inSlot(signal, async () => 'sent')];
    expect([await unsent, await next]).toEqual([null, 'sent']);
  });
});
