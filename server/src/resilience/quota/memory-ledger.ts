import type { QuotaReading } from '@selvedge/connector-api';
import { Flight, Flights } from './flights.js';
import {
  allowance,
  type Denial,
  type Grant,
  QUEUED_TRAFFIC,
  type QueuedTraffic,
  type QuotaLedger,
  type Reserve,
  type Taking,
  type Traffic,
  type WindowUsage,
} from './ledger.js';
import { countsFor, oldestBucket, type WindowUse } from './window-use.js';

/** Units by kind of traffic; `other`: taken by somebody who is not us, or by shadow calls, which have no share of their own. */
type Units = Record<QueuedTraffic | 'other', number>;

interface Window {
  /** As the vendor told it; null as long as it did not. */
  limit: number | null;
  buckets: Map<number, Units>;
}

class Account extends Flights {
  pausedUntil = 0;
  /** By name; null as long as none is kept. */
  windows: Map<string, Window> | null = null;
}

/** Leave for calls that no quota is kept of. */
const UNCOUNTED: Grant = { granted: true, heldAt: 0, usage: [] };

/** How soon it is worth asking again when too many calls are in flight, milliseconds. */
export const FLIGHT_POLL_MS = 20;

/** A ledger of this process alone. */
export interface MemoryLedger extends QuotaLedger {
  take(taking: Taking): Grant | Denial;
  /** Takes down what others have used, where that is more than is known. */
  learn(account: string, windows: readonly WindowUse[], readings: readonly QuotaReading[]): void;
}

/** `now`: milliseconds of a clock that only goes forward. */
export function createMemoryLedger(reserve: Reserve, now: () => number = () => performance.now()): MemoryLedger {
  const accounts = new Map<string, Account>();
  /** When the last pause of any account ends: most calls come after it, and need not ask how their own stands. */
  let pausesEnd = 0;

  function accountOf(id: string): Account {
    let account = accounts.get(id);
    if (account === undefined) {
      account = new Account();
      accounts.set(id, account);
    }
    return account;
  }

  function learn(accountId: string, windows: readonly WindowUse[], readings: readonly QuotaReading[]): void {
    const at = now();
    for (const use of windows) {
      const reading = readings.find(({ window }) => window === use.name);
      if (reading === undefined) continue;
      const window = windowOf(accountOf(accountId), use);
      if (reading.limit !== undefined) window.limit = reading.limit;
      const { limit, used } = standingOf(window, use, at).usage;
      const unseen = limit - reading.remaining - used;
      if (unseen > 0 || reading.exact) add(window, use, at, 'other', unseen);
    }
  }

  return {
    learn,

    take(taking) {
      const at = now();
      const isCounted = taking.concurrency !== null || taking.windows.length > 0;
      if (!isCounted && pausesEnd <= at) return UNCOUNTED;
      const account = accountOf(taking.account);
      if (!isCounted && account.pausedUntil <= at) return UNCOUNTED;
      const standing = taking.windows.map((use) => standingOf(windowOf(account, use), use, at));
      const usage = standing.map(({ usage: each }) => each);
      const deny = (waitMs: number, because: Denial['because']): Denial => {
        return { granted: false, waitMs: Math.max(1, Math.ceil(waitMs)), because, usage };
      };

      if (account.pausedUntil > at) return deny(account.pausedUntil - at, 'pause');
      if (taking.concurrency !== null && account.count >= taking.concurrency) {
        account.endUntil(at);
        if (account.count >= taking.concurrency) return deny(FLIGHT_POLL_MS, 'concurrency');
      }
      let denial: Denial | null = null;
      standing.forEach(({ window, used, usage: { limit, name, used: total } }, index) => {
        const use = taking.windows[index] as WindowUse;
        const excess = total + use.units - allowance(limit, taking.traffic, used, reserve);
        if (excess <= 0) return;
        const waitMs = freedAfter(window, use, excess, at);
        if (denial === null || waitMs > denial.waitMs) denial = deny(waitMs, { window: name });
      });
      if (denial !== null) return denial;

      const heldAt = at + taking.flightMs;
      for (const use of taking.windows) add(windowOf(account, use), use, heldAt, countedAs(taking.traffic), use.units);
      const flight = new Flight(
        heldAt,
        usage.map((each, index) => withTaken(each, taking, index)),
      );
      if (taking.concurrency !== null) flight.countAmong(account);
      return flight;
    },

    settle({ account: accountId, windows, traffic }, grant, { sent, readings }) {
      if (grant === UNCOUNTED) return;
      if (grant instanceof Flight) grant.end();
      if (windows.length === 0) return;
      const { heldAt } = grant;
      const at = now();
      const account = accountOf(accountId);
      for (const use of windows) {
        const window = windowOf(account, use);
        add(window, use, heldAt, countedAs(traffic), -use.units);
        if (sent) add(window, use, at, countedAs(traffic), use.units);
      }
      learn(accountId, windows, readings);
    },

    pause(accountId, ms) {
      const account = accountOf(accountId);
      // A time that is no number is never later.
      if (now() + ms > account.pausedUntil) account.pausedUntil = now() + ms;
      pausesEnd = Math.max(pausesEnd, account.pausedUntil);
    },
  };
}

function withTaken(usage: WindowUsage, { windows }: Taking, index: number): WindowUsage {
  return { ...usage, used: usage.used + (windows[index] as WindowUse).units };
}

function windowOf(account: Account, { name }: WindowUse): Window {
  account.windows ??= new Map();
  let window = account.windows.get(name);
  if (window === undefined) {
    window = { limit: null, buckets: new Map() };
    account.windows.set(name, window);
  }
  return window;
}

/** Forgets the buckets that no longer count and sums up the others. */
function standingOf(window: Window, use: WindowUse, at: number): { window: Window; used: Units; usage: WindowUsage } {
  const oldest = oldestBucket(use, at);
  const used: Units = { interactive: 0, bulk: 0, other: 0 };
  for (const [bucket, units] of window.buckets) {
    if (bucket < oldest) window.buckets.delete(bucket);
    else for (const kind of KINDS) used[kind] += units[kind];
  }
  const total = used.interactive + used.bulk + used.other;
  return { window, used, usage: { name: use.name, limit: window.limit ?? use.limit, used: total } };
}

const KINDS = [...QUEUED_TRAFFIC, 'other'] as const;

function countedAs(traffic: Traffic): keyof Units {
  return traffic === 'shadow' ? 'other' : traffic;
}

function add(window: Window, use: WindowUse, at: number, kind: keyof Units, units: number): void {
  const bucket = Math.floor(at / use.bucketMs);
  const held = window.buckets.get(bucket) ?? { interactive: 0, bulk: 0, other: 0 };
  held[kind] += units;
  window.buckets.set(bucket, held);
}

/** Milliseconds until so many units have been given back. */
function freedAfter({ buckets }: Window, use: WindowUse, units: number, at: number): number {
  let freed = 0;
  let waitMs = 0;
  for (const [bucket, held] of [...buckets].sort(([a], [b]) => a - b)) {
    if (freed >= units) break;
    freed += held.interactive + held.bulk + held.other;
    waitMs = countsFor(use, bucket, at);
  }
  return waitMs;
}
