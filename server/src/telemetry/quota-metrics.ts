import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { bounded, MOST_CLIENTS } from './bounded.js';
import { DURATION_BUCKETS_SECONDS } from './duration-buckets.js';
import { FrequentCounter, type Untold } from './frequent-counter.js';

type Traffic = 'interactive' | 'bulk' | 'shadow';

/** Counts one connection's calls by who caused them. */
export interface QuotaUse {
  count(client: string, traffic: Traffic): void;
}

export interface QuotaMetrics {
  /** How one window of a connection's account stands. `resetsAt`: epoch milliseconds at which all of it is free again. */
  quota(event: { connection: string; window: string; limit: number; used: number; resetsAt: number }): void;
  /** Counts a connection's calls that took from its account's quotas. */
  quotaUse(connection: string): QuotaUse;
  /** A call waited for its turn. */
  quotaWait(event: { connection: string; waitedMs: number }): void;
  /** A call was not sent, since its time would have been up first. `because`: a window, `pause` or `concurrency`. */
  quotaRefusal(event: { connection: string; because: string }): void;
}

export function createQuotaMetrics(registry: Registry): QuotaMetrics {
  const registers = [registry];
  const labelNames = ['connection', 'window'] as const;
  const limits = new Gauge({
    name: 'selvedge_vendor_quota_limit',
    help: 'Calls (or units of the vendor) that a window of an account holds',
    aggregator: 'max',
    labelNames,
    registers,
  });
  const remaining = new Gauge({
    name: 'selvedge_vendor_quota_remaining',
    help: 'What is left of it, when a call was last sent',
    aggregator: 'min',
    labelNames,
    registers,
  });
  const resets = new Gauge({
    name: 'selvedge_vendor_quota_reset_timestamp_seconds',
    help: 'When all of it will be free again, if nothing is sent until then',
    aggregator: 'max',
    labelNames,
    registers,
  });
  const uses = new FrequentCounter({
    name: 'selvedge_vendor_quota_calls_total',
    help: 'Calls sent to an account, by who caused them',
    labelNames: ['connection', 'client', 'traffic'],
    registers,
  });
  const waits = new Histogram({
    name: 'selvedge_vendor_quota_wait_seconds',
    help: 'Time that calls waited for their turn, of those that had to',
    labelNames: ['connection'],
    buckets: DURATION_BUCKETS_SECONDS,
    registers,
  });
  const refusals = new Counter({
    name: 'selvedge_vendor_quota_refusals_total',
    help: 'Calls not sent since their time would have been up first, by what was in the way',
    labelNames: ['connection', 'because'],
    registers,
  });
  const clientLabel = bounded(MOST_CLIENTS);
  return {
    quota({ connection, window, limit, used, resetsAt }) {
      limits.set({ connection, window }, limit);
      remaining.set({ connection, window }, Math.max(0, limit - used));
      resets.set({ connection, window }, resetsAt / 1_000);
    },
    quotaUse: (connection) =>
      new LastUse((client, traffic) => uses.at({ connection, client: clientLabel(client), traffic })),
    quotaWait({ connection, waitedMs }) {
      waits.observe({ connection }, waitedMs / 1_000);
    },
    quotaRefusal({ connection, because }) {
      refusals.inc({ connection, because });
    },
  };
}

/** A connection's calls are mostly one client's after another's, so that what is counted up need not be looked for. */
class LastUse implements QuotaUse {
  readonly #find: (client: string, traffic: Traffic) => Untold;
  #client = '';
  #traffic: Traffic = 'interactive';
  #found: Untold | null = null;

  constructor(find: (client: string, traffic: Traffic) => Untold) {
    this.#find = find;
  }

  count(client: string, traffic: Traffic): void {
    if (this.#found === null || this.#client !== client || this.#traffic !== traffic) {
      this.#client = client;
      this.#traffic = traffic;
      this.#found = this.#find(client, traffic);
    }
    this.#found.untold += 1;
  }
}
