import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openRedis, type RedisLink } from '../../redis/index.js';
import { type RedisServer, redisProgram, startRedisServer } from '../../redis/redis-server.fixture.js';
import type { Denial, Grant, QuotaLedger, Taking } from './ledger.js';
import { createMemoryLedger } from './memory-ledger.js';
import { createQuotaLedger } from './shared-ledger.js';
import { windowUse } from './window-use.js';

const RESERVE = { interactive: 0, bulk: 0 };
let calls = 0;
const call = (concurrency: number | null = null): Taking => ({
  id: `call-${++calls}`,
  account: 'a',
  windows: [windowUse({ name: 'rate', limit: 12, per: { ms: 60_000 } }, Date.now())],
  concurrency,
  traffic: 'interactive',
  flightMs: 1_000,
});

/** Sends calls until one is denied; how many were sent. */
async function sendAll(ledger: QuotaLedger): Promise<number> {
  for (let sent = 0; ; sent += 1) {
    const one = call();
    const answer: Grant | Denial = await ledger.take(one);
    if (!answer.granted) return sent;
    ledger.settle(one, answer, { sent: true, readings: [] });
  }
}

describe('without Redis', () => {
  it('a gateway takes its share of the quotas and of the calls in flight', async () => {
    const ledger = createQuotaLedger({ redis: null, reserve: RESERVE, gateways: () => 3 });
    expect(await sendAll(ledger)).toBe(4);
    const alone = createQuotaLedger({ redis: null, reserve: RESERVE, gateways: () => 1 });
    expect(await sendAll(alone)).toBe(12);
    const flying = createQuotaLedger({ redis: null, reserve: RESERVE, gateways: () => 3 });
    expect(await flying.take(call(7))).toMatchObject({ granted: true });
    expect(await flying.take(call(7))).toMatchObject({ granted: true });
    expect(await flying.take(call(7))).toMatchObject({ granted: false, because: 'concurrency' });
  });

  it('the workers of a gateway take its share together, from a ledger that answers later', async () => {
    const own = createMemoryLedger(RESERVE);
    const ofWorkers: QuotaLedger = { ...own, take: async (taking) => structuredClone(own.take(taking)) };
    const workers = [1, 2].map(() =>
      createQuotaLedger({ redis: null, ofWorkers, reserve: RESERVE, gateways: () => 3 }),
    );
    const [one, other] = workers as [QuotaLedger, QuotaLedger];
    const first = call();
    expect(await one.take(first)).toMatchObject({ granted: true });
    expect(await sendAll(other)).toBe(3);
    expect(await sendAll(one)).toBe(0);
  });
});

describe.skipIf(redisProgram === undefined)('through Redis', () => {
  let redis: RedisServer;
  let links: RedisLink[];
  let ledgers: QuotaLedger[];
  beforeEach(async () => {
    redis = await startRedisServer();
    links = [1, 2, 3].map(() => openRedis(redis.url, () => {}, 2_000));
    ledgers = links.map((link) => createQuotaLedger({ redis: link, reserve: RESERVE, gateways: () => 3 }));
    await vi.waitUntil(() => links.every(({ isUp }) => isUp), { timeout: 10_000 });
  });
  afterEach(async () => {
    await Promise.all(links.map((link) => link.close()));
    await redis.stop().catch(() => {});
  });

  it('gateways share one window, whoever takes from it', async () => {
    const [first, second, third] = ledgers as [QuotaLedger, QuotaLedger, QuotaLedger];
    for (const ledger of [first, second]) {
      for (let n = 0; n < 4; n += 1) {
        const one = call();
        const answer = await ledger.take(one);
        if (answer.granted) ledger.settle(one, answer, { sent: true, readings: [] });
      }
    }
    expect(await sendAll(third)).toBe(4);
    expect(await first.take(call())).toMatchObject({ granted: false, because: { window: 'rate' } });
  });

  it('a pause that one was asked for holds for all', async () => {
    ledgers[0]?.pause('a', 60_000);
    await expect.poll(async () => (await ledgers[1]?.take(call()))?.granted).toBe(false);
  });

  it('when it goes, each goes on with its share of what was left, and together they keep to the limit', async () => {
    const [first, second] = ledgers as [QuotaLedger, QuotaLedger];
    for (let n = 0; n < 6; n += 1) {
      const one = call();
      const answer = await first.take(one);
      if (answer.granted) first.settle(one, answer, { sent: true, readings: [] });
    }
    // Each has heard of the others' use with its own last call.
    for (const ledger of ledgers) await ledger.take(call());
    await redis.stop();
    await vi.waitUntil(() => links.every(({ isUp }) => !isUp), { timeout: 10_000 });
    const sent = [];
    for (const ledger of ledgers) sent.push(await sendAll(ledger));
    expect(sent).toEqual([1, 1, 1]);
    expect(second).toBeDefined();
  });

  it('calls of an outage are counted once it is back', async () => {
    const port = new URL(redis.url).port;
    const [first, second] = ledgers as [QuotaLedger, QuotaLedger];
    await redis.stop();
    await vi.waitUntil(() => links.every(({ isUp }) => !isUp), { timeout: 10_000 });
    expect(await sendAll(first)).toBe(4);
    redis = await startRedisServer(Number(port));
    await vi.waitUntil(() => links.every(({ isUp }) => isUp), { timeout: 15_000 });
    const used = async (): Promise<number | undefined> => {
      const one = call();
      const answer = await second.take(one);
      if (answer.granted) second.settle(one, answer, { sent: false, readings: [] });
      return answer.usage[0]?.used;
    };
    await expect.poll(used, { timeout: 5_000 }).toBe(5);
  });
});
