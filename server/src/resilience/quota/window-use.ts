import { nextMidnight, type QuotaWindow, startOfDay } from '@selvedge/connector-api';

/** What one call takes from one window, as ledgers count it: in buckets, each of which counts until it is wholly past. */
export interface WindowUse {
  name: string;
  /** Units that the window holds. */
  limit: number;
  /** Units that the call takes. */
  units: number;
  /** Length of one bucket, milliseconds. */
  bucketMs: number;
  span:
    | { kind: 'rolling'; ms: number }
    /** A day that began so long ago, and is over in so long, milliseconds: no ledger's clock need agree with ours. */
    | { kind: 'day'; agoMs: number; leftMs: number };
}

/** A rolling window is counted in this many buckets: what it holds is given back at most one bucket late. */
const BUCKETS = 100;
/** Days of all time zones begin on one of these. */
const QUARTER_HOUR_MS = 900_000;
/** A vendor's clock may be behind ours: a new day's calls wait this long, milliseconds. */
const DAY_MARGIN_MS = 2_000;

/** `now`: epoch milliseconds, by which days are told. */
export function windowUse({ name, limit, per, units = 1 }: QuotaWindow, now: number): WindowUse {
  if ('ms' in per) {
    const span = { kind: 'rolling', ms: per.ms } as const;
    return { name, limit, units, bucketMs: Math.max(1, Math.floor(per.ms / BUCKETS)), span };
  }
  const at = now - DAY_MARGIN_MS;
  const span = {
    kind: 'day',
    agoMs: now - startOfDay(per.dayIn, at),
    leftMs: nextMidnight(per.dayIn, at) + DAY_MARGIN_MS - now,
  } as const;
  return { name, limit, units, bucketMs: QUARTER_HOUR_MS, span };
}

/** Number of the oldest bucket that still counts. `now`: of the ledger's clock. */
export function oldestBucket({ span, bucketMs }: WindowUse, now: number): number {
  return Math.floor((now - (span.kind === 'rolling' ? span.ms : span.agoMs)) / bucketMs);
}

/** Milliseconds until a bucket no longer counts; one that ends later than now counts as if it ended now. */
export function countsFor({ span, bucketMs }: WindowUse, bucket: number, now: number): number {
  if (span.kind === 'day') return span.leftMs;
  return (Math.min(bucket, Math.floor(now / bucketMs)) + 1) * bucketMs + span.ms - now;
}
