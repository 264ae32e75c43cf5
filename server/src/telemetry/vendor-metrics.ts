import type { FailureClass } from '@selvedge/connector-api';
import { Counter, Gauge, type Registry } from 'prom-client';
import { DURATION_BUCKETS_SECONDS } from './duration-buckets.js';
import { FrequentHistogram } from './frequent-histogram.js';

export type VendorOutcome = 'ok' | FailureClass | 'timeout';

export interface VendorMetrics {
  /** One HTTP request to a vendor ended. */
  vendorCall(event: { connector: string; version: string; outcome: VendorOutcome; durationMs: number }): void;
  /** One batch of a capability ended; it may have made several HTTP requests. */
  vendorBatch(event: { connector: string; version: string; capability: string; durationMs: number }): void;
  /** One HTTP request to a vendor was sent again. */
  retry(event: { connector: string }): void;
  /** A connection, whose load is asked for each time that the metrics are rendered, until what is returned is called. */
  vendorLoad(labels: ConnectionLabels, load: () => VendorLoad): () => void;
}

interface ConnectionLabels {
  connector: string;
  connection: string;
}

/** Requests at a vendor for one connection, and how many there may be. */
export interface VendorLoad {
  inFlight: number;
  limit: number;
}

export function createVendorMetrics(registry: Registry): VendorMetrics {
  const registers = [registry];
  const callSeconds = new FrequentHistogram({
    name: 'selvedge_vendor_call_duration_seconds',
    help: 'HTTP requests to vendors, by outcome',
    labelNames: ['connector', 'version', 'outcome'],
    buckets: DURATION_BUCKETS_SECONDS,
    registers,
  });
  const batchSeconds = new FrequentHistogram({
    name: 'selvedge_vendor_batch_duration_seconds',
    help: 'Batches answered by connectors',
    labelNames: ['connector', 'version', 'capability'],
    buckets: DURATION_BUCKETS_SECONDS,
    registers,
  });
  const retries = new Counter({
    name: 'selvedge_vendor_retries_total',
    help: 'HTTP requests to vendors sent again',
    labelNames: ['connector'],
    registers,
  });
  const loads = new Map<string, { labels: ConnectionLabels; load: () => VendorLoad }>();
  const loadGauge = (name: string, help: string, value: (load: VendorLoad) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['connector', 'connection'],
      registers,
      collect() {
        for (const { labels, load } of loads.values()) this.set(labels, value(load()));
      },
    });
  const inFlightGauge = loadGauge(
    'selvedge_vendor_in_flight',
    'HTTP requests to vendors that are under way',
    ({ inFlight }) => inFlight,
  );
  const limitGauge = loadGauge(
    'selvedge_vendor_concurrency_limit',
    'HTTP requests to vendors that may be under way; lower while a vendor is crowded',
    ({ limit }) => limit,
  );
  return {
    vendorCall({ connector, version, outcome, durationMs }) {
      callSeconds.add({ connector, version, outcome }, durationMs / 1000);
    },
    vendorBatch({ connector, version, capability, durationMs }) {
      batchSeconds.add({ connector, version, capability }, durationMs / 1000);
    },
    retry({ connector }) {
      retries.inc({ connector });
    },
    vendorLoad(labels, load) {
      const one = { labels, load };
      loads.set(labels.connection, one);
      return () => {
        // Another may have taken its place.
        if (loads.get(labels.connection) !== one) return;
        loads.delete(labels.connection);
        inFlightGauge.remove({ ...labels });
        limitGauge.remove({ ...labels });
      };
    },
  };
}
