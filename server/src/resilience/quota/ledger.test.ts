import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openRedis, type RedisLink } from '../../redis/index.js';
import { type RedisServer, redisProgram, startRedisServer } from '../../redis/redis-server.fixture.js';
import type { Denial, Grant, Taking } from './ledger.js';
import { createMemoryLedger } from './memory-ledger.js';
import { createRedisLedger } from './redis-ledger.js';
import { windowUse } from './window-use.js';

const RESERVE = { interactive: 0.2, bulk: 0.1 };
const WINDOW_MS = 1_000;
let calls = 0;

/** A call that takes one unit of a rolling window of ten in a second. */
const call = (over: Partial<Taking> & { units?: number; limit?: number } = {}): Taking => ({
  id: `call-${++calls}`,
  account: 'a',
  windows: [
    windowUse({ name: 'rate', limit: over.limit ?? 10, per: { ms: WINDOW_MS }, units: over.units ?? 1 }, Date.now()),
  ],
  concurrency: null,
  traffic: 'interactive',
  flightMs: 1_000,
  ...over,
});

/** What both ledgers do, with time as each has it. */
interface Subject {
  take(taking: Taking): Promise<Grant | Denial>;
  settle(
    taking: Taking,
    grant: Grant,
    sent?: boolean,
    remaining?: number,
    limit?: number,
    exact?: boolean,
  ): Promise<void>;
  pause(account: string, ms: number): Promise<void>;
  passTime(ms: number): Promise<void>;
}

async function taken(subject: Subject, taking: Taking): Promise<Grant> {
  const answer = await subject.take(taking);
  if (!answer.granted) throw new Error(`denied: ${JSON.stringify(answer)}`);
  return answer;
}

async function sendTen(subject: Subject, over: Partial<Taking> = {}): Promise<void> {
  for (let n = 0; n < 10; n += 1) {
    const one = call(over);
    const answer = await subject.take(one);
    if (answer.granted) await subject.settle(one, answer);
  }
}

function behaves(subject: () => Subject): void {
  it('grants what the window holds, tells what is left, and denies the rest with the wait', async () => {
    for (let n = 1; n <= 9; n += 1) {
      const one = call();
      const grant = await taken(subject(), one);
      expect(grant.usage).toEqual([{ name: 'rate', limit: 10, used: n }]);
      await subject().settle(one, grant);
    }
    // The last one is kept for bulk traffic.
    const denial = await subject().take(call());
    expect(denial).toMatchObject({ granted: false, because: { window: 'rate' } });
    expect((denial as Denial).waitMs).toBeGreaterThan(0);
    expect((denial as Denial).waitMs).toBeLessThanOrEqual(WINDOW_MS + WINDOW_MS / 100);
  });

  it('has room again after the wait that it named, and not much before', async () => {
    await sendTen(subject());
    const { waitMs } = (await subject().take(call())) as Denial;
    await subject().passTime(waitMs);
    expect(await subject().take(call())).toMatchObject({ granted: true });
  });

  it('counts a call from its end, since the vendor may have counted it until then', async () => {
    const slow = call({ units: 9 });
    const grant = await taken(subject(), slow);
    await subject().passTime(WINDOW_MS / 2);
    await subject().settle(slow, grant);
    await subject().passTime(WINDOW_MS / 2 + 20);
    // The window that began with the call is over; the one that began with its end is not.
    expect(await subject().take(call())).toMatchObject({ granted: false });
    await subject().passTime(WINDOW_MS / 2);
    expect(await subject().take(call())).toMatchObject({ granted: true });
  });

  it('keeps the units of a call that is under way or was never settled', async () => {
    await taken(subject(), call({ units: 9, flightMs: 300 }));
    await subject().passTime(250);
    expect(await subject().take(call())).toMatchObject({ granted: false });
    await subject().passTime(50 + WINDOW_MS + 20);
    expect(await subject().take(call())).toMatchObject({ granted: true });
  });

  it('gives back the units of a call that was not sent', async () => {
    const one = call({ units: 9 });
    await subject().settle(one, await taken(subject(), one), false);
    expect(await subject().take(call())).toMatchObject({ granted: true, usage: [{ used: 1 }] });
  });

  it('keeps the share of the other kind of traffic, until that has used it', async () => {
    await sendTen(subject());
    const bulk = call({ traffic: 'bulk' });
    await subject().settle(bulk, await taken(subject(), bulk));
    expect(await subject().take(call({ traffic: 'bulk' }))).toMatchObject({ granted: false });
    expect(await subject().take(call())).toMatchObject({ granted: false });
  });

  it('lets bulk traffic have all but the share of those who wait', async () => {
    await sendTen(subject(), { traffic: 'bulk' });
    const answers = [];
    for (let n = 0; n < 3; n += 1) answers.push((await subject().take(call())).granted);
    expect(answers).toEqual([true, true, false]);
  });

  it('keeps both shares from calls that only compare, which use up nobody’s', async () => {
    await sendTen(subject(), { traffic: 'shadow' });
    expect((await taken(subject(), call())).usage[0]?.used).toBe(8);
    expect((await taken(subject(), call())).usage[0]?.used).toBe(9);
    expect(await subject().take(call())).toMatchObject({ granted: false });
    expect((await taken(subject(), call({ traffic: 'bulk' }))).usage[0]?.used).toBe(10);
  });

  it('learns from an answer what others have used, and the true limit', async () => {
    const one = call();
    await subject().settle(one, await taken(subject(), one), true, 12, 20);
    const two = await taken(subject(), call());
    expect(two.usage).toEqual([{ name: 'rate', limit: 20, used: 9 }]);
  });

  it('does not count what it knows a second time', async () => {
    for (let n = 1; n <= 3; n += 1) {
      const one = call();
      await subject().settle(one, await taken(subject(), one), true, 10 - n);
    }
    expect((await taken(subject(), call())).usage).toEqual([{ name: 'rate', limit: 10, used: 4 }]);
  });

  it('takes the vendor’s count for the true one where that is exact', async () => {
    for (let n = 1; n <= 4; n += 1) {
      const one = call();
      await subject().settle(one, await taken(subject(), one));
    }
    const last = call();
    await subject().settle(last, await taken(subject(), last), true, 8, undefined, true);
    expect((await taken(subject(), call())).usage).toEqual([{ name: 'rate', limit: 10, used: 3 }]);
  });

  it('lets nobody call during a pause, whatever is left; a shorter one does not end a longer one', async () => {
    await subject().pause('a', 200);
    await subject().pause('a', 50);
    const denial = (await subject().take(call())) as Denial;
    expect(denial).toMatchObject({ granted: false, because: 'pause' });
    expect(denial.waitMs).toBeGreaterThan(100);
    expect(await subject().take(call({ account: 'b' }))).toMatchObject({ granted: true });
    await subject().passTime(denial.waitMs + 1);
    expect(await subject().take(call())).toMatchObject({ granted: true });
  });

  it('bounds the calls in flight, and frees the place of one that ended or was given up', async () => {
    const first = call({ concurrency: 2 });
    const grant = await taken(subject(), first);
    await taken(subject(), call({ concurrency: 2, flightMs: 200 }));
    expect(await subject().take(call({ concurrency: 2 }))).toMatchObject({ granted: false, because: 'concurrency' });
    await subject().settle(first, grant);
    await taken(subject(), call({ concurrency: 2 }));
    expect(await subject().take(call({ concurrency: 2 }))).toMatchObject({ granted: false });
    await subject().passTime(220);
    expect(await subject().take(call({ concurrency: 2 }))).toMatchObject({ granted: true });
  });

  it('keeps accounts and windows apart', async () => {
    await sendTen(subject());
    expect(await subject().take(call({ account: 'b' }))).toMatchObject({ granted: true });
    const other = windowUse({ name: 'search', limit: 1, per: { ms: WINDOW_MS } }, Date.now());
    expect(await subject().take(call({ windows: [other] }))).toMatchObject({ granted: true });
  });

  it('takes from all windows or from none', async () => {
    const daily = (limit: number) => windowUse({ name: 'daily', limit, per: { dayIn: 'UTC' } }, Date.now());
    const both = (limit: number): Taking => {
      const one = call();
      return { ...one, windows: [...one.windows, daily(limit)] };
    };
    await taken(subject(), both(1));
    expect(await subject().take(both(1))).toMatchObject({ granted: false, because: { window: 'daily' } });
    expect((await taken(subject(), both(100))).usage).toMatchObject([{ used: 2 }, { used: 2 }]);
  });
}

describe('a ledger in process', () => {
  let now = 0;
  let subject: Subject;
  beforeEach(() => {
    now = Date.parse('2026-06-01T12:00:00Z');
    vi.setSystemTime(now);
    const ledger = createMemoryLedger(RESERVE, () => now);
    subject = {
      take: async (taking) => ledger.take(taking),
      settle: async (taking, grant, sent = true, remaining, limit, exact) =>
        ledger.settle(taking, grant, { sent, readings: readings(remaining, limit, exact) }),
      pause: async (account, ms) => ledger.pause(account, ms),
      passTime: async (ms) => {
        now += ms;
      },
    };
  });
  behaves(() => subject);

  it('opens a new day at midnight of the vendor’s time zone, a moment later for its clock’s sake', () => {
    vi.useFakeTimers();
    const ledger = createMemoryLedger({ interactive: 0, bulk: 0 }, () => now);
    const daily = (): Taking => {
      const window = windowUse({ name: 'daily', limit: 2, per: { dayIn: 'America/Chicago' } }, now);
      return call({ windows: [window] });
    };
    now = Date.parse('2026-11-01T04:59:59.000Z');
    for (const one of [daily(), daily()]) ledger.settle(one, ledger.take(one) as Grant, { sent: true, readings: [] });
    expect(ledger.take(daily())).toMatchObject({ granted: false, waitMs: 3_000 });
    now += 3_000;
    const first = ledger.take(daily());
    expect(first).toMatchObject({ granted: true, usage: [{ used: 1 }] });
    // The day on which clocks go back has 25 hours.
    ledger.take(daily());
    expect(ledger.take(daily())).toMatchObject({ granted: false, waitMs: 25 * 3_600_000 });
    vi.useRealTimers();
  });
});

describe.skipIf(redisProgram === undefined)('a ledger in Redis', () => {
  let redis: RedisServer;
  let link: RedisLink;
  let subject: Subject;
  beforeAll(async () => {
    redis = await startRedisServer();
    link = openRedis(redis.url, () => {}, 2_000);
    await vi.waitUntil(() => link.isUp, { timeout: 10_000 });
  });
  afterAll(async () => {
    await link.close();
    await redis.stop();
  });
  beforeEach(async () => {
    await link.client.flushAll();
    const ledger = createRedisLedger(link, RESERVE);
    subject = {
      async take(taking) {
        const answer = await ledger.take(taking);
        if (answer === null) throw new Error('Redis did not answer.');
        return answer;
      },
      settle: (taking, grant, sent = true, remaining, limit, exact) =>
        ledger.settle(taking, grant, { sent, readings: readings(remaining, limit, exact) }),
      pause: (account, ms) => ledger.pause(account, ms),
      passTime: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    };
  });
  behaves(() => subject);

  it('leaves nothing behind for ever', async () => {
    const one = call({ concurrency: 5 });
    await subject.settle(one, await taken(subject, one));
    await taken(subject, call({ concurrency: 5 }));
    await subject.pause('a', 1_000);
    const keys = await link.client.keys('*');
    expect(keys.length).toBe(3);
    for (const key of keys) expect(await link.client.pTTL(key)).toBeGreaterThan(0);
  });
});

function readings(remaining: number | undefined, limit: number | undefined, exact = false) {
  if (remaining === undefined) return [];
  return [{ window: 'rate', remaining, exact, ...(limit === undefined ? {} : { limit }) }];
}
