import type { RedisLink } from '../../redis/index.js';
import type { Denial, Grant, QuotaLedger, Reserve, Settlement, Taking, WindowUsage } from './ledger.js';
import { createMemoryLedger } from './memory-ledger.js';
import { createRedisLedger } from './redis-ledger.js';

export interface QuotaLedgerOptions {
  /** Null: each gateway keeps a ledger of its own. */
  redis: RedisLink | null;
  /** Where that ledger is without Redis, if not in this process: the workers of one gateway have one together. */
  ofWorkers?: QuotaLedger | null;
  reserve: Reserve;
  /** How many gateways call the same accounts: without Redis, each takes its share. */
  gateways: () => number;
  /** Milliseconds of a clock that only goes forward; default the process's. */
  now?: () => number;
}

/** Most calls of an outage that are told to Redis once it is back. */
const MOST_OWED = 10_000;

/**
 * A ledger in Redis while it is to be had. Without it this gateway goes on by itself with its share of what is left: it
 * keeps to what Redis last said of everybody's use, and each of its own calls counts once for every gateway.
 */
export function createQuotaLedger(options: QuotaLedgerOptions): QuotaLedger {
  const { redis, ofWorkers, reserve, gateways, now } = options;
  if (redis === null) return shareOf(ofWorkers ?? createMemoryLedger(reserve, now), gateways);
  const own = createMemoryLedger(reserve, now);

  const shared = createRedisLedger(redis, reserve);
  const alone = shareOf(own, gateways);
  /** Grants of our own ledger, which Redis knows nothing of. */
  const ownGrants = new WeakSet<Grant>();
  const lastUsage = new Map<string, Map<string, WindowUsage>>();
  let owed: { taking: Taking; settlement: Settlement }[] = [];
  redis.onBack(() => {
    const calls = owed;
    owed = [];
    for (const { taking, settlement } of calls) void shared.settle(taking, null, settlement);
  });

  function remember({ account }: Taking, usage: readonly WindowUsage[]): void {
    const known = lastUsage.get(account) ?? new Map<string, WindowUsage>();
    lastUsage.set(account, known);
    for (const window of usage) known.set(window.name, window);
  }

  /** What Redis last said of a window is taken down once, when it is first missed. */
  function recall({ account, windows }: Taking): void {
    const known = lastUsage.get(account);
    if (known === undefined) return;
    const readings = windows.flatMap(({ name }) => {
      const usage = known.get(name);
      known.delete(name);
      return usage === undefined
        ? []
        : [{ window: name, limit: usage.limit, remaining: Math.max(0, usage.limit - usage.used) }];
    });
    own.learn(account, windows, readings);
  }

  return {
    async take(taking): Promise<Grant | Denial> {
      const taken = redis.isUp ? await shared.take(taking) : null;
      if (taken !== null) {
        remember(taking, taken.usage);
        return taken;
      }
      recall(taking);
      const byOurselves = await alone.take(taking);
      if (byOurselves.granted) ownGrants.add(byOurselves);
      return byOurselves;
    },

    settle(taking, grant, settlement) {
      if (!ownGrants.has(grant)) {
        void shared.settle(taking, grant, settlement);
        return;
      }
      alone.settle(taking, grant, settlement);
      if (!settlement.sent) return;
      if (redis.isUp) void shared.settle(taking, null, settlement);
      else if (owed.length < MOST_OWED) owed.push({ taking, settlement });
    },

    pause(account, ms) {
      own.pause(account, ms);
      void shared.pause(account, ms);
    },
  };
}

/** One gateway's share: each of its calls stands for one of every gateway's. */
function shareOf(ledger: QuotaLedger, gateways: () => number): QuotaLedger {
  const weighed = (taking: Taking, weight: number): Taking => {
    if (weight === 1) return taking;
    return {
      ...taking,
      windows: taking.windows.map((use) => ({ ...use, units: use.units * weight })),
      concurrency: taking.concurrency === null ? null : Math.max(1, Math.floor(taking.concurrency / weight)),
    };
  };
  const weights = new WeakMap<Grant, number>();
  return {
    take(taking) {
      const weight = Math.max(1, gateways());
      if (weight === 1) return ledger.take(taking);
      const remembered = (taken: Grant | Denial): Grant | Denial => {
        if (taken.granted) weights.set(taken, weight);
        return taken;
      };
      const taken = ledger.take(weighed(taking, weight));
      return taken instanceof Promise ? taken.then(remembered) : remembered(taken);
    },
    settle: (taking, grant, settlement) => ledger.settle(weighed(taking, weights.get(grant) ?? 1), grant, settlement),
    pause: (account, ms) => ledger.pause(account, ms),
  };
}
