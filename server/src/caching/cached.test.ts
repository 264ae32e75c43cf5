import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer, Call, CapabilitySource, Outcome } from '../ports/index.js';
import { createMetrics, type Metrics } from '../telemetry/index.js';
import { cached } from './cached.js';
import { createCacheStore } from './create-cache-store.js';
import { invalidate } from './invalidate.js';
import type { CacheStore } from './store.js';

type Ids = 'deal.idsByContact';
const policy = { freshForMs: 60_000, staleWhileRevalidateMs: 30_000, staleIfErrorMs: 600_000 };
const scope = { connector: 'hubspot', version: '1.0.0', connection: 'a/hubspot', generation: 'g' };
const call = (signal = new AbortController().signal): Call => ({
  caller: { tenant: 'a', client: 'c', scopes: new Set(), apiMajor: 2 },
  signal,
});

let now = 0;
let down = false;
let absent = false;
/** Until then the vendor does not answer. */
let answering = Promise.resolve();
let batches: string[][] = [];
let store: CacheStore;
let metrics: Metrics;
const vendor: CapabilitySource<Ids> = async (inputs) => {
  batches.push([...inputs]);
  const [batch, fetchedAt] = [batches.length, now];
  await answering;
  return inputs.map(
    (input): Outcome<Answer<Ids>> =>
      down
        ? {
            ok: false,
            failure: { connector: 'hubspot', version: '1.0.0', cause: { class: 'transient', message: 'down' } },
          }
        : {
            ok: true,
            value: absent ? null : [`${input}@${batch}`],
            origin: { ...scope, fetchedAt, stale: false, tags: [`Contact:${input}`] },
          },
  );
};
const wrap = (over: Partial<typeof scope> = {}) =>
  cached(vendor, {
    capability: 'deal.idsByContact',
    scope: { ...scope, ...over },
    policy,
    deadlineMs: 2_000,
    store,
    metrics,
    now: () => now,
  });
const values = (outcomes: readonly Outcome<unknown>[]) =>
  outcomes.map((each) => (each.ok ? each.value : each.failure.cause.class));

beforeEach(async () => {
  now = 1_000_000;
  down = false;
  absent = false;
  answering = Promise.resolve();
  batches = [];
  metrics = createMetrics();
  store = await createCacheStore({ maxEntries: 100, maxBytes: 1_000_000, redis: null, metrics, now: () => now });
});

describe('an answer', () => {
  it('is served without a call while it is fresh', async () => {
    const source = wrap();
    await source(['1', '2'], call());
    now += 53_999;
    expect(values(await source(['2', '1'], call()))).toEqual([['2@1'], ['1@1']]);
    expect(batches).toEqual([['1', '2']]);
  });

  it.each([false, true])('says from the first until when it is served; absent: %s', async (isAbsent) => {
    absent = isAbsent;
    const source = wrap();
    const freshUntil = async () => {
      const [outcome] = await source(['1'], call());
      return outcome?.ok ? outcome.freshUntil : undefined;
    };
    const until = (await freshUntil()) as number;
    now = until - 1;
    expect(await freshUntil()).toBe(until);
    expect(batches).toHaveLength(1);
    now = until;
    await freshUntil();
    expect(batches).toHaveLength(2);
  });

  it('is fetched alone when the others of its batch are fresh', async () => {
    const source = wrap();
    await source(['1'], call());
    await source(['1', '2'], call());
    expect(batches).toEqual([['1'], ['2']]);
  });

  it('is served stale at once while one refresh runs behind it', async () => {
    const source = wrap();
    await source(['1'], call());
    now += 70_000;
    const [[first], [second]] = await Promise.all([source(['1'], call()), source(['1'], call())]);
    expect(values([first!, second!])).toEqual([['1@1'], ['1@1']]);
    expect(first).toMatchObject({ origin: { stale: true } });
    expect(batches).toEqual([['1'], ['1']]);
    expect(values(await source(['1'], call()))).toEqual([['1@2']]);
  });

  it('is served marked, with the reason, when the vendor fails', async () => {
    const source = wrap();
    await source(['1'], call());
    now += 120_000;
    down = true;
    const [outcome] = await source(['1'], call());
    expect(outcome).toMatchObject({
      ok: true,
      value: ['1@1'],
      origin: { stale: true, fetchedAt: 1_000_000 },
      failure: { cause: { class: 'transient' } },
    });
  });

  it('is not served past its time, whatever the vendor does', async () => {
    const source = wrap();
    await source(['1'], call());
    now += 727_000;
    down = true;
    expect(values(await source(['1'], call()))).toEqual(['transient']);
  });

  it('"not there" is believed for ten seconds only', async () => {
    const source = wrap();
    absent = true;
    await source(['1'], call());
    now += 8_999;
    await source(['1'], call());
    expect(batches.length).toBe(1);
    now += 45_000;
    absent = false;
    expect(values(await source(['1'], call()))).toEqual([['1@2']]);
  });

  it('is never a failure', async () => {
    const source = wrap();
    down = true;
    await source(['1'], call());
    down = false;
    expect(values(await source(['1'], call()))).toEqual([['1@2']]);
  });
});

describe('metrics', () => {
  it('tell hits, misses, coalesced and stale look-ups apart, and count the inputs the vendor was spared', async () => {
    const source = wrap();
    await Promise.all([source(['1'], call()), source(['1'], call())]);
    await source(['1'], call());
    now += 70_000;
    await source(['1'], call());
    now += 120_000;
    down = true;
    await source(['1'], call());
    const { body } = await metrics.render();
    const counted = (result: string) =>
      body.includes(`lookups_total{connector="hubspot",capability="deal.idsByContact",result="${result}"} `);
    expect(['hit', 'stale', 'miss', 'coalesced', 'stale-if-error'].filter((result) => !counted(result))).toEqual([]);
    expect(body).toContain('selvedge_vendor_calls_saved_total{connector="hubspot"} 3\n');
    expect(body).toMatch(/selvedge_cache_entries 1\n/);
    expect(body).toMatch(/selvedge_cache_bytes [1-9]\d+\n/);
  });
});

describe('callers at once', () => {
  it('share one call', async () => {
    const source = wrap();
    const all = await Promise.all(Array.from({ length: 500 }, () => source(['1'], call())));
    expect(new Set(all.map(([outcome]) => JSON.stringify(outcome))).size).toBe(1);
    expect(batches).toEqual([['1']]);
  });

  it('do not lose their answer when the one who asked first leaves', async () => {
    const source = wrap();
    const first = new AbortController();
    const [left, stayed] = [source(['1'], call(first.signal)), source(['1'], call())];
    first.abort(new DOMException('left', 'AbortError'));
    expect(values(await left)).toEqual(['timeout']);
    expect(values(await stayed)).toEqual([['1@1']]);
  });
});

describe('scopes', () => {
  it.each([
    ['versions', { version: '2.0.0' }],
    ['connections', { connection: 'b/hubspot' }],
    ['credentials', { generation: 'h' }],
  ])('two %s never share an entry', async (_, over) => {
    await wrap()(['1'], call());
    expect(values(await wrap(over)(['1'], call()))).toEqual([['1@2']]);
  });
});

describe('a write', () => {
  it('drops what it made untrue in every version, and nothing else', async () => {
    const [v1, v2] = [wrap(), wrap({ version: '2.0.0' })];
    await v1(['1', '2'], call());
    await v2(['1'], call());
    now += 1;
    await invalidate(store, scope, ['Contact:1'], now);
    now += 1;
    expect(values(await v1(['1', '2'], call()))).toEqual([['1@3'], ['2@1']]);
    expect(values(await v2(['1'], call()))).toEqual([['1@4']]);
    expect(values(await v1(['1'], call()))).toEqual([['1@3']]);
  });

  it('is seen by who asks after it, though a call from before it is still under way', async () => {
    const source = wrap();
    const { promise, resolve: answer } = Promise.withResolvers<void>();
    answering = promise;
    const before = source(['1'], call());
    await vi.waitUntil(() => batches.length === 1);
    now += 1;
    await invalidate(store, scope, ['Contact:1'], now);
    now += 1;
    const after = source(['1'], call());
    answer();
    expect(values(await before)).toEqual([['1@1']]);
    expect(values(await after)).toEqual([['1@2']]);
    expect(batches.length).toBe(2);
  });

  it('leaves nothing to serve when the store cannot say what was written', async () => {
    const source = wrap();
    await source(['1'], call());
    store.markedAt = async () => null;
    expect(values(await source(['1'], call()))).toEqual([['1@2']]);
  });
});
