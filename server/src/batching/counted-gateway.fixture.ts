import { expect } from 'vitest';
import { cached, createCacheStore } from '../caching/index.js';
import type { CapabilitySource } from '../ports/index.js';
import { ask, type GuardedVendor, type Run, startGuardedVendor } from '../resilience/guarded-vendor.fixture.js';
import { createCounting, createRolloutCounts, createStableHistory } from '../rollouts/counting/index.js';
import type { Assignment, CountIncrement, HistoryIncrement } from '../rollouts/model/index.js';
import { splitOf } from '../routing/index.js';
import { createMetrics } from '../telemetry/index.js';
import { createRequestSources, type RequestSourcesOptions } from './request-sources.js';

export const CAPABILITY = 'audience.byId';
const POLICY = { freshForMs: 60_000, staleWhileRevalidateMs: 30_000, staleIfErrorMs: 600_000 };
export const SLOW_MS = 600;
const assignment: Assignment = {
  rollout: 'r1',
  revision: 3,
  connector: 'post',
  stable: '1.0.0',
  candidate: '2.0.0',
  /** All but everybody, so that stable counts apart. */
  weight: 99.99,
  shadowShare: 0,
  stickyBy: 'user',
  writes: false,
  countedStep: 2,
  countedSinceMs: 40,
  slowAfterMs: SLOW_MS,
};

/** Two versions of a connector with a vendor each, and the clock of their caches. */
export interface CountedGateway {
  readonly vendors: Readonly<Record<'1.0.0' | '2.0.0', GuardedVendor>>;
  nowMs: number;
  /** The layers from batching to the vendors; each operation is one of the user `ada`. */
  setUp(over?: Partial<Assignment>, options?: Partial<RequestSourcesOptions>, run?: Run): CountedOperations;
  stop(): Promise<void>;
}

type Counted = Pick<CountIncrement, 'side' | 'events' | 'bad'>;

export interface CountedOperations {
  operation(): ReturnType<typeof createRequestSources>;
  /** One operation that asks for all the ids. */
  load(...ids: string[]): ReturnType<ReturnType<typeof createRequestSources>['loadMany']>;
  /** What was counted since it was last asked. */
  counted(): Promise<readonly Counted[]>;
  rows(): Promise<readonly CountIncrement[]>;
  history(): Promise<readonly HistoryIncrement[]>;
}

export async function startCountedGateway(): Promise<CountedGateway> {
  const vendors = { '1.0.0': await startGuardedVendor(), '2.0.0': await startGuardedVendor() };
  const now = () => gateway.nowMs;
  const store = await createCacheStore({
    maxEntries: 100,
    maxBytes: 1_000_000,
    redis: null,
    metrics: createMetrics(),
    now,
  });
  const gateway: CountedGateway = {
    vendors,
    nowMs: 1_000,
    setUp,
    async stop() {
      await Promise.all(Object.values(vendors).map((vendor) => vendor.stop()));
    },
  };
  return gateway;

  function setUp(
    over: Partial<Assignment> = {},
    options: Partial<RequestSourcesOptions> = {},
    run: Run = ask,
  ): CountedOperations {
    const [added, remembered]: [CountIncrement[], HistoryIncrement[]] = [[], []];
    const onError = (error: unknown) => expect.fail(String(error));
    const counts = createRolloutCounts({
      records: { add: async (increments) => void added.push(...increments) },
      now,
      onError,
    });
    const history = createStableHistory({
      records: { addHistory: async (increments) => void remembered.push(...increments) },
      now,
      onError,
    });
    const sourceOf = (version: '1.0.0' | '2.0.0') =>
      cached(vendors[version].guarded(run, { maxBatch: 2, deadlineMs: 1_500 }, version), {
        capability: CAPABILITY,
        scope: { connector: 'post', version, connection: 'a/post', generation: 'g' },
        policy: POLICY,
        deadlineMs: 1_500,
        store,
        metrics: createMetrics(),
        now,
      });
    const sources: Record<string, CapabilitySource<typeof CAPABILITY>> = {
      '1.0.0': sourceOf('1.0.0'),
      '2.0.0': sourceOf('2.0.0'),
    };
    const post = {
      split: splitOf({ ...assignment, ...over }),
      versions: {
        connector: 'post',
        stable: '1.0.0',
        candidate: '2.0.0',
        source: (version: string) => (sources[version] ?? null) as never,
        job: () => null,
        largestBatch: () => null,
        callsFor: () => null,
      },
    };
    const operation = () =>
      createRequestSources({
        connectors: new Map([['post', post]]),
        caller: { tenant: 'a', client: 'web', user: 'ada', scopes: new Set(), apiMajor: 2 },
        signal: new AbortController().signal,
        counting: createCounting(counts, history),
        ...options,
      });
    return {
      operation,
      load: (...ids: string[]) => operation().loadMany(CAPABILITY, 'post', ids),
      async counted() {
        await counts.flush();
        return added.splice(0).map(({ side, events, bad }) => ({ side, events, bad }));
      },
      async rows() {
        await counts.flush();
        return added.splice(0);
      },
      async history() {
        await history.flush();
        return remembered.splice(0);
      },
    };
  }
}
