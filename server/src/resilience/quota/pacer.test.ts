import type { Quota } from '@selvedge/connector-api';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Bulkhead, createBulkhead } from '../bulkhead.js';
import { type Deadline, startDeadline } from '../deadline.js';
import type { QuotaLedger } from './ledger.js';
import { createMemoryLedger } from './memory-ledger.js';
import { createPacer, type Pacer, type PacerEvent } from './pacer.js';
import type { Sent } from './wish.js';

const RATE: Quota = { windowsOf: () => [{ name: 'rate', limit: 4, per: { ms: 1_000 } }] };
const request = { method: 'GET', path: '/', query: undefined, json: undefined, settings: {} } as const;
let pacer: Pacer;
let bulkhead: Bulkhead;
let events: PacerEvent[];
let deadlines: Deadline[];
const inSlot: Bulkhead['run'] = (...given) => bulkhead.run(...given);

const make = (
  ledger: QuotaLedger = createMemoryLedger({ interactive: 0, bulk: 0 }),
  concurrency: number | null = null,
): Pacer =>
  createPacer({
    ledger,
    connector: 'marketo',
    account: 'a',
    concurrency,
    gateway: 'g',
    wallClock: Date.now,
    onEvent: (event) => events.push(event),
  });

interface Wish {
  client?: string;
  traffic?: 'interactive' | 'bulk' | 'shadow';
  budgetMs?: number;
  quota?: Quota;
}

const done: Sent<string> = { outcome: { ok: true, value: 'done' }, readings: [] };

/** Asks to send a call; it takes as long as `call` does. */
function send(
  { client = 'web', traffic = 'interactive', budgetMs = 10_000, quota = RATE }: Wish = {},
  call: () => Promise<Sent<string>> = async () => done,
): Promise<string> {
  const deadline = startDeadline(budgetMs);
  deadlines.push(deadline);
  return pacer.send({ request, quota, client, traffic, deadline, inSlot }, call);
}

/** Names, in the order in which they are sent, those who wait. */
function inOrder(order: string[], name: string, wish?: Wish): void {
  send(wish, async () => {
    order.push(name);
    return done;
  }).catch((error: Error) => order.push(`${name}: ${error.message}`));
}

/** What came of the work while so much time went by, milliseconds. */
async function alongside<T>(ms: number, work: Promise<T>): Promise<T> {
  await vi.advanceTimersByTimeAsync(ms);
  return work;
}

beforeEach(() => {
  vi.useFakeTimers();
  [events, deadlines] = [[], []];
  bulkhead = createBulkhead({ limit: 10 });
  pacer = make();
});
afterEach(() => {
  for (const deadline of deadlines) deadline.clear();
  vi.useRealTimers();
});

it('lets calls through as long as the window has room, without a wait', async () => {
  for (let n = 0; n < 4; n += 1) await send();
  expect(events.filter(({ kind }) => kind === 'waited')).toEqual([]);
  expect(events.at(-1)).toMatchObject({ kind: 'sent', usage: [{ name: 'rate', limit: 4, used: 4 }], client: 'web' });
});

it('keeps a call back until there is room, and no longer', async () => {
  for (let n = 0; n < 4; n += 1) await send();
  const order: string[] = [];
  inOrder(order, 'fifth');
  await vi.advanceTimersByTimeAsync(990);
  expect(order).toEqual([]);
  await vi.advanceTimersByTimeAsync(30);
  expect(order).toEqual(['fifth']);
});

it('fails a call at once whose time is up before its turn, with the wait', async () => {
  for (let n = 0; n < 4; n += 1) await send();
  await expect(send({ budgetMs: 900 })).rejects.toMatchObject({
    failure: {
      class: 'throttled',
      message: expect.stringContaining('rate quota at marketo is used up; it has room again in 2 s'),
    },
  });
  expect(events.at(-1)).toEqual({ kind: 'refused', because: { window: 'rate' } });
});

it('fails at once too while others wait, without asking the ledger again', async () => {
  for (let n = 0; n < 4; n += 1) await send();
  const order: string[] = [];
  inOrder(order, 'patient');
  await vi.advanceTimersByTimeAsync(1);
  await expect(send({ budgetMs: 500 })).rejects.toMatchObject({ failure: { class: 'throttled' } });
  await vi.advanceTimersByTimeAsync(1_020);
  expect(order).toEqual(['patient']);
});

it('tells a quota that is used up for long as such, with the time at which it opens', async () => {
  vi.setSystemTime('2026-06-01T12:00:00Z');
  const quota: Quota = { windowsOf: () => [{ name: 'daily', limit: 1, per: { dayIn: 'UTC' } }] };
  await send({ quota });
  await expect(send({ quota })).rejects.toMatchObject({
    failure: { class: 'quota-exhausted', untilMs: Date.parse('2026-06-02T00:00:02Z') },
  });
});

it('serves clients in turn: one who asks for much does not keep another one waiting', async () => {
  for (let n = 0; n < 4; n += 1) await send();
  const order: string[] = [];
  for (let n = 1; n <= 3; n += 1) inOrder(order, `greedy ${n}`, { client: 'greedy' });
  inOrder(order, 'modest', { client: 'modest' });
  await vi.advanceTimersByTimeAsync(1_020);
  expect(order).toEqual(['greedy 1', 'modest', 'greedy 2', 'greedy 3']);
});

it('serves those who are waited for before bulk work', async () => {
  for (let n = 0; n < 4; n += 1) await send();
  const order: string[] = [];
  for (let n = 1; n <= 3; n += 1) inOrder(order, `bulk ${n}`, { traffic: 'bulk' });
  for (let n = 1; n <= 3; n += 1) inOrder(order, `person ${n}`);
  await vi.advanceTimersByTimeAsync(1_020);
  expect(order).toEqual(['person 1', 'person 2', 'person 3', 'bulk 1']);
});

it('lets a person have the share that is kept for people while bulk work waits', async () => {
  pacer = make(createMemoryLedger({ interactive: 0.5, bulk: 0 }));
  for (let n = 0; n < 2; n += 1) await send({ traffic: 'bulk' });
  const order: string[] = [];
  inOrder(order, 'bulk', { traffic: 'bulk' });
  await vi.advanceTimersByTimeAsync(1);
  expect(order).toEqual([]);
  inOrder(order, 'person');
  await vi.advanceTimersByTimeAsync(1);
  expect(order).toEqual(['person']);
});

it('lets a person who comes while bulk work is being denied have that share too', async () => {
  const quick = createMemoryLedger({ interactive: 0.5, bulk: 0 });
  const slow = async (taking: Parameters<typeof quick.take>[0]) => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    return quick.take(taking);
  };
  pacer = make({ ...quick, take: slow });
  for (let n = 0; n < 2; n += 1) await alongside(20, send({ traffic: 'bulk' }));
  const order: string[] = [];
  inOrder(order, 'bulk', { traffic: 'bulk' });
  // It is denied at 10 ms, waits in the lane, and is being denied once more.
  await vi.advanceTimersByTimeAsync(15);
  inOrder(order, 'person');
  await vi.advanceTimersByTimeAsync(50);
  expect(order).toEqual(['person']);
});

it.each([
  ['a slot', 0, 50, ['bulk 1', 'person', 'bulk 2', 'bulk 3']],
  ['the window', 4, 1_050, ['bulk 1', 'bulk 2', 'person', 'bulk 3']],
])('lets a person go before the bulk work that waits for %s', async (_, sentBefore, cameAfterMs, expected) => {
  bulkhead = createBulkhead({ limit: 1 });
  for (let n = 0; n < sentBefore; n += 1) await send();
  const order: string[] = [];
  const slowly = (name: string, traffic: 'interactive' | 'bulk'): Promise<string> =>
    send({ traffic }, async () => {
      order.push(name);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return done;
    });
  for (const name of ['bulk 1', 'bulk 2', 'bulk 3']) void slowly(name, 'bulk');
  await vi.advanceTimersByTimeAsync(cameAfterMs);
  expect(order).toEqual(['bulk 1']);
  void slowly('person', 'interactive');
  await vi.advanceTimersByTimeAsync(400);
  expect(order).toEqual(expected);
});

it('tells what came of a call, and learns what its answer says of the windows', async () => {
  const failure = new Error('no such thing');
  const told = [{ window: 'rate', remaining: 0 }];
  await expect(send({}, async () => ({ outcome: { ok: false, error: failure }, readings: told }))).rejects.toBe(
    failure,
  );
  await expect(send({ budgetMs: 900 })).rejects.toMatchObject({ failure: { class: 'throttled' } });
});

it('grants no more calls at first than there are slots, so that the first answers can tell the true limit', async () => {
  bulkhead = createBulkhead({ limit: 2 });
  const told = [{ window: 'rate', limit: 100, remaining: 99 }];
  const answers = Array.from({ length: 20 }, () =>
    send({ budgetMs: 900 }, async () => ({ outcome: { ok: true, value: 'done' }, readings: told })),
  );
  expect(await Promise.all(answers)).toHaveLength(20);
});

it('holds no slot while it waits for its turn', async () => {
  bulkhead = createBulkhead({ limit: 1 });
  for (let n = 0; n < 4; n += 1) await send();
  const order: string[] = [];
  inOrder(order, 'waits');
  await vi.advanceTimersByTimeAsync(1);
  await send({ quota: { windowsOf: () => [] } });
  expect(order).toEqual([]);
});

it('does not let what is counted in another window wait', async () => {
  for (let n = 0; n < 4; n += 1) await send();
  const order: string[] = [];
  inOrder(order, 'rate');
  const other: Quota = { windowsOf: () => [{ name: 'search', limit: 1, per: { ms: 1_000 } }] };
  await send({ quota: other });
  expect(order).toEqual([]);
});

it('holds a call back while too many are in flight at the account, and lets it go when one ends', async () => {
  pacer = make(undefined, 1);
  const first = Promise.withResolvers<Sent<string>>();
  void send({}, () => first.promise);
  const order: string[] = [];
  inOrder(order, 'second');
  await vi.advanceTimersByTimeAsync(200);
  expect(order).toEqual([]);
  first.resolve(done);
  await vi.advanceTimersByTimeAsync(1);
  expect(order).toEqual(['second']);
});

it('lets nobody call while the vendor asked for a pause, and says so', async () => {
  pacer.pause(3_000);
  pacer.pause(Number.NaN);
  await expect(send({ budgetMs: 1_000 })).rejects.toMatchObject({
    failure: { class: 'throttled', message: 'The vendor asked for no calls for another 3 s.', retryAfterMs: 3_000 },
  });
  const order: string[] = [];
  inOrder(order, 'later');
  await vi.advanceTimersByTimeAsync(2_999);
  expect(order).toEqual([]);
  await vi.advanceTimersByTimeAsync(2);
  expect(order).toEqual(['later']);
});

it('tries with one call whether a pause is over', async () => {
  pacer.pause(1_000);
  const first = Promise.withResolvers<Sent<string>>();
  const order: string[] = [];
  void send({}, () => {
    order.push('first');
    return first.promise;
  });
  inOrder(order, 'second');
  await vi.advanceTimersByTimeAsync(1_500);
  expect(order).toEqual(['first']);
  first.resolve(done);
  await vi.advanceTimersByTimeAsync(1);
  expect(order).toEqual(['first', 'second']);
});

it('forgets a waiter whose caller has gone', async () => {
  for (let n = 0; n < 4; n += 1) await send();
  const gone = new AbortController();
  const deadline = startDeadline(10_000, gone.signal);
  deadlines.push(deadline);
  const ask = { request, quota: RATE, client: 'web', traffic: 'interactive', deadline, inSlot } as const;
  const heard = expect(pacer.send(ask, async () => done)).rejects.toThrow('went away');
  const order: string[] = [];
  inOrder(order, 'next');
  gone.abort();
  await heard;
  await vi.advanceTimersByTimeAsync(1_020);
  expect(order).toEqual(['next']);
  expect(events.filter(({ kind }) => kind === 'sent')).toHaveLength(5);
});

it('refuses a call that only compares at once where it would have to wait, and while anybody waits', async () => {
  pacer = make(createMemoryLedger({ interactive: 0.5, bulk: 0 }));
  await send({ traffic: 'shadow' });
  await send({ traffic: 'shadow' });
  await expect(send({ traffic: 'shadow' })).rejects.toMatchObject({ failure: { class: 'throttled' } });
  expect(events.filter(({ kind }) => kind === 'waited')).toEqual([]);
  await send();
  await send();
  const order: string[] = [];
  inOrder(order, 'person');
  await vi.advanceTimersByTimeAsync(0);
  await expect(send({ traffic: 'shadow', quota: RATE })).rejects.toMatchObject({ failure: { class: 'throttled' } });
  await vi.advanceTimersByTimeAsync(1_020);
  expect(order).toEqual(['person']);
});
