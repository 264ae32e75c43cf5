import type { FailureClass } from '@selvedge/connector-api';
import { Counter, Histogram, type Registry } from 'prom-client';
import { DURATION_BUCKETS_SECONDS } from './duration-buckets.js';

export type VendorOutcome = 'ok' | FailureClass | 'timeout';

export interface VendorMetrics {
  /** One HTTP request to a vendor ended. */
  vendorCall(event: { connector: string; version: string; outcome: VendorOutcome; durationMs: number }): void;
  /** One batch of a capability ended; it may have made several HTTP requests. */
  vendorBatch(event: { connector: string; version: string; capability: string; durationMs: number }): void;
  /** One HTTP request to a vendor was sent again. */
  retry(event: { connector: string }): void;
}

export function createVendorMetrics(registry: Registry): VendorMetrics {
  const registers = [registry];
  const callSeconds = new Histogram({
    name: 'selvedge_vendor_call_duration_seconds',
    help: 'HTTP requests to vendors, by outcome',
    labelNames: ['connector', 'version', 'outcome'],
    buckets: DURATION_BUCKETS_SECONDS,
    registers,
  });
  const batchSeconds = new Histogram({
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
  return {
    vendorCall({ connector, version, outcome, durationMs }) {
      callSeconds.observe({ connector, version, outcome }, durationMs / 1000);
    },
    vendorBatch({ connector, version, capability, durationMs }) {
      batchSeconds.observe({ connector, version, capability }, durationMs / 1000);
    },
    retry({ connector }) {
      retries.inc({ connector });
    },
  };
}
