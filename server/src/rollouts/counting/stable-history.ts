import type { Caller, ObserveVendorCall } from '../../ports/index.js';
import { callerHash, type HistoryIncrement, minuteKey, type StickyBy, type UsageRecords } from '../model/index.js';
import { LatencyCounts } from './latency-buckets.js';
import { operationObserver } from './operation-observer.js';
import { repeatedly } from './repeatedly.js';
import { type Counter, createTally, type Tallied } from './tally.js';

/** What stable versions did for each caller, told to the store each minute: what rollouts to come are weighed by. */
export interface StableHistory {
  /** Counts one operation on a connector's stable version. */
  observe(connector: string, stable: string, caller: Caller): ObserveVendorCall;
  flush(): Promise<void>;
  /** Tells the rest. Idempotent. */
  close(): Promise<void>;
}

export interface StableHistoryOptions {
  records: Pick<UsageRecords, 'addHistory'>;
  /** Epoch milliseconds. */
  now: () => number;
  onError: (error: unknown) => void;
}

const FLUSH_EVERY_MS = 60_000;
const MOST_KEYS = 50_000;
/** Rollouts may tell callers apart in each of these ways. */
const WAYS: readonly StickyBy[] = ['user', 'tenant', 'client'];

export function createStableHistory({ records, now, onError }: StableHistoryOptions): StableHistory {
  const tally = createTally(MOST_KEYS);
  /** What is slow for now: each minute's 95th percentile is held against the calls of the next. */
  const slowAfterMs = new Map<string, number>();
  /** Of the present minute, by connector. */
  let latencies = new Map<string, LatencyCounts>();
  const flushing = repeatedly(tell, FLUSH_EVERY_MS, onError);

  async function tell(): Promise<void> {
    learnSlow();
    const taken = tally.take();
    if (taken.size === 0) return;
    try {
      await records.addHistory(incrementsOf(taken, now()));
    } catch (error) {
      tally.giveBack(taken);
      throw error;
    }
  }

  function learnSlow(): void {
    for (const [connector, counts] of latencies) {
      const threshold = counts.slowThreshold();
      if (threshold !== null) slowAfterMs.set(connector, threshold);
    }
    latencies = new Map();
  }

  function countLatency(connector: string, durationMs: number): void {
    let counts = latencies.get(connector);
    if (counts === undefined) {
      counts = new LatencyCounts();
      latencies.set(connector, counts);
    }
    counts.add(durationMs);
  }

  /** By connector: who calls again and again is the same object, and is counted in the same place. */
  const counters = new Map<string, WeakMap<Caller, Counter>>();

  function counterOf(connector: string, caller: Caller): Counter {
    let ofConnector = counters.get(connector);
    if (ofConnector === undefined) {
      ofConnector = new WeakMap();
      counters.set(connector, ofConnector);
    }
    let counter = ofConnector.get(caller);
    if (counter === undefined) {
      const { tenant, client, user } = caller;
      counter = tally.at(JSON.stringify([connector, tenant, client, user ?? null] satisfies KeyParts));
      ofConnector.set(caller, counter);
    }
    return counter;
  }

  return {
    observe(connector, version, caller) {
      return operationObserver({
        counterOf: () => counterOf(connector, caller),
        version,
        countsWrites: true,
        slowAfterMs: () => slowAfterMs.get(connector) ?? null,
        onLatency: (durationMs) => countLatency(connector, durationMs),
      });
    },
    flush: flushing.now,
    async close() {
      await flushing.stop();
      await tell().catch(onError);
    },
  };
}

type KeyParts = [connector: string, tenant: string, client: string, user: string | null];

function partsOf(key: string): KeyParts {
  return JSON.parse(key) as KeyParts;
}

/** What was counted of each caller, in every way that callers may be told apart. */
function incrementsOf(taken: ReadonlyMap<string, Tallied>, atMs: number): readonly HistoryIncrement[] {
  const minutes = new Map<string, number>();
  const ofCallers = [...taken].flatMap(([key, { events, bad }]) => {
    const [connector, tenant, client, user] = partsOf(key);
    const caller: Caller = { tenant, client, ...(user === null ? {} : { user }), scopes: new Set(), apiMajor: 0 };
    minutes.set(connector, (minutes.get(connector) ?? 0) + events);
    return WAYS.map((by) => ({ connector, caller: callerHash(caller, by), atMs, events, bad }));
  });
  return [
    ...ofCallers,
    ...[...minutes].map(([connector, events]) => ({ connector, caller: minuteKey(atMs), atMs, events, bad: {} })),
  ];
}
