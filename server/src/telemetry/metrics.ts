import type { FailureClass } from '@selvedge/connector-api';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type OperationOutcome = 'ok' | 'partial' | 'failed';
export type VendorOutcome = 'ok' | FailureClass | 'timeout';
export type CacheResult = 'hit' | 'stale' | 'miss' | 'coalesced';
export type BreakerState = 'closed' | 'open' | 'half-open';

/** What the layers report. Every label is bounded: names from the configuration, never data of a person or a query. */
export interface Metrics {
  /** One GraphQL operation was answered; `partial`: data together with errors. */
  operation(event: { major: number; outcome: OperationOutcome; durationMs: number }): void;
  /** One HTTP request to a vendor ended. */
  vendorCall(event: { connector: string; version: string; outcome: VendorOutcome; durationMs: number }): void;
  /** One batch of a capability ended; it may have made several HTTP requests. */
  vendorBatch(event: { connector: string; version: string; capability: string; durationMs: number }): void;
  /** One key was looked up in the cache; `coalesced`: it waited for another caller's fetch. */
  cache(event: { connector: string; capability: string; result: CacheResult }): void;
  /** A breaker's present state; a change of state counts as a transition. */
  breaker(event: { connector: string; version: string; connection: string; state: BreakerState }): void;
  /** One operation used something deprecated. `coordinate`: e.g. `Contact.name`. */
  deprecatedUse(event: { coordinate: string; client: string }): void;
  /** One HTTP request to a vendor was sent again. */
  retry(event: { connector: string }): void;
  /** Routing chose this version for a batch. */
  routed(event: { connector: string; version: string }): void;
  /** A candidate failed, so that stable was asked in the same request. */
  fallback(event: { connector: string; version: string }): void;
  /** Everything so far in the Prometheus text format, with the content type to serve it under. */
  render(): Promise<{ contentType: string; body: string }>;
}

/** Makes the gateway's metrics in a registry of their own, with the process's memory, CPU and event loop. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];

  const operations = new Counter({
    name: 'selvedge_operations_total',
    help: 'GraphQL operations answered',
    labelNames: ['major', 'outcome'],
    registers,
  });
  const operationSeconds = new Histogram({
    name: 'selvedge_operation_duration_seconds',
    help: 'Time from request to answer of a GraphQL operation',
    labelNames: ['major'],
    buckets: DURATION_BUCKETS_SECONDS,
    registers,
  });
  const vendorCallSeconds = new Histogram({
    name: 'selvedge_vendor_call_duration_seconds',
    help: 'HTTP requests to vendors, by outcome',
    labelNames: ['connector', 'version', 'outcome'],
    buckets: DURATION_BUCKETS_SECONDS,
    registers,
  });
  const vendorBatchSeconds = new Histogram({
    name: 'selvedge_vendor_batch_duration_seconds',
    help: 'Batches answered by connectors',
    labelNames: ['connector', 'version', 'capability'],
    buckets: DURATION_BUCKETS_SECONDS,
    registers,
  });
  const lookups = new Counter({
    name: 'selvedge_cache_lookups_total',
    help: 'Cache look-ups, by result',
    labelNames: ['connector', 'capability', 'result'],
    registers,
  });
  const breakerState = new Gauge({
    name: 'selvedge_breaker_state',
    help: '1 for the state the breaker is in, 0 for the others',
    labelNames: ['connector', 'version', 'connection', 'state'],
    registers,
  });
  const breakerTransitions = new Counter({
    name: 'selvedge_breaker_transitions_total',
    help: 'Changes of state of breakers, by the state entered',
    labelNames: ['connector', 'version', 'connection', 'state'],
    registers,
  });
  const deprecatedUses = new Counter({
    name: 'selvedge_deprecated_uses_total',
    help: 'Operations that used something deprecated',
    labelNames: ['coordinate', 'client'],
    registers,
  });
  const retries = new Counter({
    name: 'selvedge_vendor_retries_total',
    help: 'HTTP requests to vendors sent again',
    labelNames: ['connector'],
    registers,
  });
  const routes = new Counter({
    name: 'selvedge_routed_batches_total',
    help: 'Batches, by the connector version that routing chose',
    labelNames: ['connector', 'version'],
    registers,
  });

  const fallbacks = new Counter({
    name: 'selvedge_candidate_fallbacks_total',
    help: 'Batches that a candidate failed, so that stable was asked in the same request, by the candidate',
    labelNames: ['connector', 'version'],
    registers,
  });

  const states = new Map<string, BreakerState>();
  const boundedClient = boundedLabel(MOST_CLIENTS);

  return {
    operation({ major, outcome, durationMs }) {
      operations.inc({ major, outcome });
      operationSeconds.observe({ major }, durationMs / 1000);
    },
    vendorCall({ connector, version, outcome, durationMs }) {
      vendorCallSeconds.observe({ connector, version, outcome }, durationMs / 1000);
    },
    vendorBatch({ connector, version, capability, durationMs }) {
      vendorBatchSeconds.observe({ connector, version, capability }, durationMs / 1000);
    },
    cache({ connector, capability, result }) {
      lookups.inc({ connector, capability, result });
    },
    breaker({ connector, version, connection, state }) {
      const key = JSON.stringify([connector, version, connection]);
      const before = states.get(key);
      if (before === state) return;
      states.set(key, state);
      for (const each of BREAKER_STATES) {
        breakerState.set({ connector, version, connection, state: each }, each === state ? 1 : 0);
      }
      if (before !== undefined) breakerTransitions.inc({ connector, version, connection, state });
    },
    deprecatedUse({ coordinate, client }) {
      deprecatedUses.inc({ coordinate, client: boundedClient(client) });
    },
    retry({ connector }) {
      retries.inc({ connector });
    },
    routed({ connector, version }) {
      routes.inc({ connector, version });
    },
    fallback({ connector, version }) {
      fallbacks.inc({ connector, version });
    },
    async render() {
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}

const DURATION_BUCKETS_SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15];
const BREAKER_STATES: readonly BreakerState[] = ['closed', 'open', 'half-open'];
const MOST_CLIENTS = 200;

/** Client ids come from tokens, so their number is not ours to bound: past the first `most` they share one label. */
function boundedLabel(most: number): (value: string) => string {
  const known = new Set<string>();
  return (value) => {
    if (known.has(value)) return value;
    if (known.size >= most) return 'other';
    known.add(value);
    return value;
  };
}
