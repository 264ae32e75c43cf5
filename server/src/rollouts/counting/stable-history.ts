import type { Caller, ObserveVendorCall } from '../../ports/index.js';
import { callerHash, type HistoryIncrement, minuteKey, type StickyBy, type UsageRecords } from '../model/index.js';
import { LATENCY_PREFIX, slowThresholdOf } from './latency-buckets.js';
import { operationObserver } from './operation-observer.js';
import { repeatedly } from './repeatedly.js';
import { createTally, type Tallied } from './tally.js';

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
  const flushing = repeatedly(tell, FLUSH_EVERY_MS, onError);

  async function tell(): Promise<void> {
    const taken = tally.take();
    if (taken.size === 0) return;
    learnSlow(taken);
    try {
      await records.addHistory(incrementsOf(taken, now()));
    } catch (error) {
      tally.giveBack(taken);
      throw error;
    }
  }

  function learnSlow(taken: ReadonlyMap<string, Tallied>): void {
    const byConnector = Map.groupBy(taken, ([key]) => partsOf(key)[0]);
    for (const [connector, counted] of byConnector) {
      const threshold = slowThresholdOf(counted.map(([, { bad }]) => bad));
      if (threshold !== null) slowAfterMs.set(connector, threshold);
    }
  }

  /** Who calls again and again is the same object, and so is the key. */
  const keys = new WeakMap<Caller, Map<string, string>>();

  function keyOf(connector: string, caller: Caller): string {
    let ofCaller = keys.get(caller);
    if (ofCaller === undefined) {
      ofCaller = new Map();
      keys.set(caller, ofCaller);
    }
    let key = ofCaller.get(connector);
    if (key === undefined) {
      const { tenant, client, user } = caller;
      key = JSON.stringify([connector, tenant, client, user ?? null] satisfies KeyParts);
      ofCaller.set(connector, key);
    }
    return key;
  }

  return {
    observe(connector, version, caller) {
      return operationObserver({
        tally,
        keyOf: () => keyOf(connector, caller),
        version,
        countsWrites: true,
        slowAfterMs: () => slowAfterMs.get(connector) ?? null,
        latencies: true,
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
    const tests = Object.fromEntries(Object.entries(bad).filter(([name]) => !name.startsWith(LATENCY_PREFIX)));
    minutes.set(connector, (minutes.get(connector) ?? 0) + events);
    return WAYS.map((by) => ({ connector, caller: callerHash(caller, by), atMs, events, bad: tests }));
  });
  return [
    ...ofCallers,
    ...[...minutes].map(([connector, events]) => ({ connector, caller: minuteKey(atMs), atMs, events, bad: {} })),
  ];
}
