import type { QuotaReading } from '@selvedge/connector-api';
import type { WindowUse } from './window-use.js';

/**
 * What a call is for: somebody waits for it, it is part of a large piece of work, or it only compares versions: a `shadow` call
 * is sent at once or not at all, and never from what is kept for the others.
 */
export type Traffic = QueuedTraffic | 'shadow';

/** Traffic that waits for its turn, and may have a share kept for it. */
export type QueuedTraffic = 'interactive' | 'bulk';

export const QUEUED_TRAFFIC: readonly QueuedTraffic[] = ['interactive', 'bulk'];

/** One call that wants to be sent. */
export interface Taking {
  /** Unique over all processes. */
  id: string;
  /** Account at the vendor: everybody with the same credential shares its quotas. */
  account: string;
  windows: readonly WindowUse[];
  /** Most calls in flight at the account, over all processes; null for no limit. */
  concurrency: number | null;
  traffic: Traffic;
  /** Longest that the call may be under way, milliseconds. */
  flightMs: number;
}

export interface WindowUsage {
  name: string;
  limit: number;
  used: number;
}

/** Leave to send the call, which must be settled. */
export interface Grant {
  granted: true;
  /** Epoch milliseconds, of the ledger's clock, under which the call's units were set down until it is settled. */
  heldAt: number;
  usage: readonly WindowUsage[];
}

export interface Denial {
  granted: false;
  /** Milliseconds after which asking again may help. */
  waitMs: number;
  /** What is in the way: a window's name, a pause that the vendor asked for, or too many calls in flight. */
  because: { window: string } | 'pause' | 'concurrency';
  usage: readonly WindowUsage[];
}

/** What became of a call. */
export interface Settlement {
  /** Whether it left; one that did not gives its units back. */
  sent: boolean;
  readings: readonly QuotaReading[];
}

/** Counts what is taken from the windows of accounts. */
export interface QuotaLedger {
  take(taking: Taking): Promise<Grant | Denial> | Grant | Denial;
  /** The call ended. The vendor counted it at some time before now, so from now on its window is counted. Never throws. */
  settle(taking: Taking, grant: Grant, settlement: Settlement): void;
  /** Nobody calls the account for so long, milliseconds. */
  pause(account: string, ms: number): void;
}

/** Share of each window, 0 to 1, that is kept for a kind of traffic. */
export type Reserve = Readonly<Record<QueuedTraffic, number>>;

/** Most units of a window that may be used when this kind of traffic takes some: the others' unused reserve stays free. */
export function allowance(
  limit: number,
  traffic: Traffic,
  used: Readonly<Record<QueuedTraffic, number>>,
  reserve: Reserve,
): number {
  const kept = QUEUED_TRAFFIC.filter((other) => other !== traffic).map((other) =>
    Math.max(0, Math.floor(limit * reserve[other]) - used[other]),
  );
  return limit - kept.reduce((sum, units) => sum + units, 0);
}
