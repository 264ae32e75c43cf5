import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer, Call, CapabilitySource, FailureCause, Outcome } from '../ports/index.js';
import { createMetrics, type Metrics } from '../telemetry/index.js';
import { cacheKey } from './cache-key.js';
import { cached } from './cached.js';
import { createCacheStore } from './create-cache-store.js';
import { invalidate } from './invalidate.js';
import { FakeLocks } from './locks.fixture.js';
import type { CacheStore } from './store.js';

type Ids = 'deal.idsByContact';
const DEADLINE_MS = 2_000;
const scope = { connector: 'hubspot', version: '1.0.0', connection: 'a/hubspot', generation: 'g' };
const call = (signal = new AbortController().signal): Call => ({
  caller: { tenant: 'a', client: 'c', scopes: new Set(), apiMajor: 2 },
  signal,
});
const keyOf = (input: string): string => cacheKey(scope, 'deal.idsByContact', undefined, input);

let now = 0;
/** How the vendor fails each process, by its name. */
let failures = new Map<string, FailureCause>();
let answering = Promise.resolve();
let answer = (): void => {};
/** Inputs of each call to the vendor, with the process that made it. */
let batches: string[] = [];
let store: CacheStore;
let locks: FakeLocks;
let metrics: Metrics;

/** A process's cache over the vendor. */
function gateway(name: string): CapabilitySource<Ids> {
  const vendor: CapabilitySource<Ids> = async (inputs) => {
    batches.push(`${name}: ${inputs.join(' ')}`);
    const fetchedAt = now;
    await answering;
    const cause = failures.get(name);
    return inputs.map(
      (input): Outcome<Answer<Ids>> =>
        cause !== undefined
          ? { ok: false, failure: { connector: 'hubspot', version: '1.0.0', cause } }
          : { ok: true, value: [input], origin: { ...scope, fetchedAt, stale: false, tags: [`Contact:${input}`] } },
    );
  };
  const policy = { freshForMs: 60_000, staleWhileRevalidateMs: 30_000, staleIfErrorMs: 600_000 };
  return cached(vendor, {
    capability: 'deal.idsByContact',
    scope,
    policy,
    deadlineMs: DEADLINE_MS,
    store,
    metrics,
    now: () => now,
  });
}
const told = (outcomes: readonly Outcome<unknown>[]) =>
  outcomes.map((each) => (each.ok ? each.value : each.failure.cause.class));
const hold = (): void => {
  ({ promise: answering, resolve: answer } = Promise.withResolvers<void>());
};
const asked = (count: number) => vi.waitUntil(() => batches.length === count);
const waiting = (count: number) => vi.waitUntil(() => locks.waiting === count);

beforeEach(async () => {
  [now, failures, answering, batches, metrics] = [1_000_000, new Map(), Promise.resolve(), [], createMetrics()];
  const alone = await createCacheStore({ maxEntries: 100, maxBytes: 1_000_000, redis: null, metrics, now: () => now });
  locks = new FakeLocks(alone);
  store = { ...alone, locks };
});
afterEach(() => {
  vi.useRealTimers();
});

describe('processes that want one key at once', () => {
  it('ask the vendor once', async () => {
    hold();
    const processes = ['one', 'two', 'three'].map(gateway);
    const answers = Array.from({ length: 300 }, (_, caller) => processes[caller % 3]!(['1'], call()));
    await waiting(2);
    answer();
    expect(new Set((await Promise.all(answers)).map((outcomes) => JSON.stringify(told(outcomes))))).toEqual(
      new Set(['[["1"]]']),
    );
    expect(batches).toEqual(['one: 1']);
    const { body } = await metrics.render();
    expect(body).toContain('result="coalesced"} 299\n');
    expect(body).toContain('result="miss"} 1\n');
  });

  it('ask for what nobody fetches in one batch, and wait for the rest', async () => {
    hold();
    const first = gateway('one')(['1', '2'], call());
    await asked(1);
    const second = gateway('two')(['0', '1', '2', '3'], call());
    await asked(2);
    answer();
    expect(told(await second)).toEqual([['0'], ['1'], ['2'], ['3']]);
    expect(batches).toEqual(['one: 1 2', 'two: 0 3']);
    await first;
    expect(locks.held.size).toBe(0);
  });

  it('take what landed between look-up and claim', async () => {
    const late = gateway('late');
    const { getMany } = store;
    store.getMany = async (keys) => {
      const entries = await getMany(keys);
      store.getMany = getMany;
      await gateway('quick')(['1'], call());
      return entries as never;
    };
    expect(told(await late(['1'], call()))).toEqual([['1']]);
    expect(batches).toEqual(['quick: 1']);
  });

  it('fetch anew what a write has made untrue since it was asked for', async () => {
    hold();
    const before = gateway('one')(['1'], call());
    await asked(1);
    now += 1;
    await invalidate(store, scope, ['Contact:1'], now);
    now += 1;
    const after = gateway('two')(['1'], call());
    await waiting(1);
    answer();
    await Promise.all([before, after]);
    expect(batches).toEqual(['one: 1', 'two: 1']);
  });
});

describe('a holder that fails', () => {
  it('is the answer to all who wait for it, and to nobody else', async () => {
    hold();
    const first = gateway('one')(['1'], call());
    await asked(1);
    const others = ['two', 'three'].map((name) => gateway(name)(['1'], call()));
    await waiting(2);
    failures.set('one', { class: 'transient', message: 'down' });
    answer();
    expect((await Promise.all([first, ...others])).map(told)).toEqual([['transient'], ['transient'], ['transient']]);
    expect(batches).toEqual(['one: 1']);
    expect(told(await gateway('two')(['1'], call()))).toEqual([['1']]);
  });

  it('by its own breaker only is followed by one of them, not by all', async () => {
    hold();
    const first = gateway('one')(['1'], call());
    await asked(1);
    const others = ['two', 'three'].map((name) => gateway(name)(['1'], call()));
    await waiting(2);
    failures.set('one', { class: 'breaker-open', message: 'open', retryAfterMs: 1_000 });
    answer();
    await first;
    expect((await Promise.all(others)).map(told)).toEqual([[['1']], [['1']]]);
    expect(batches).toEqual(['one: 1', expect.stringMatching(/^(two|three): 1$/)]);
  });

  it('by dying is followed by one of them when its time is up', async () => {
    locks.held.set(keyOf('1'), 'the dead');
    const others = ['two', 'three'].map((name) => gateway(name)(['1'], call()));
    await waiting(2);
    locks.letGo(keyOf('1'));
    expect((await Promise.all(others)).map(told)).toEqual([[['1']], [['1']]]);
    expect(batches.length).toBe(1);
  });
});

describe('a wait', () => {
  it('ends with the caller', async () => {
    locks.held.set(keyOf('1'), 'another');
    const caller = new AbortController();
    const outcomes = gateway('one')(['1'], call(caller.signal));
    await waiting(1);
    caller.abort(new DOMException('left', 'AbortError'));
    expect(told(await outcomes)).toEqual(['timeout']);
  });

  it('is never longer than one fetch may take', async () => {
    vi.useFakeTimers();
    locks.held.set(keyOf('1'), 'another');
    const outcomes = gateway('one')(['1'], call());
    await vi.advanceTimersByTimeAsync(DEADLINE_MS - 1);
    expect(batches).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told(await outcomes)).toEqual([['1']]);
    expect(batches).toEqual(['one: 1']);
  });

  it('is for nobody where nobody keeps the locks', async () => {
    locks.held.set(keyOf('1'), 'another');
    locks.away = true;
    expect(told(await gateway('one')(['1'], call()))).toEqual([['1']]);
  });
});
