import type { MarkNews } from './caching/index.js';
import type { JobRecords, OnceMemory } from './ports/index.js';
import type { QuotaLedger } from './resilience/index.js';
import type { MetricSnapshot } from './telemetry/index.js';

/**
 * What the workers of one gateway have in common. Each member is what a gateway of one process has in its own memory;
 * cache, breakers and the limits that follow a vendor's latency are each worker's own.
 */
export interface Siblings {
  /** Number of this worker, from 1. */
  worker: number;
  /** How many there are. */
  workers: number;
  /** What is taken from vendors' quotas, while no Redis counts it. */
  ledger: QuotaLedger;
  /** What is done once, by what it is. */
  once(scope: string): OnceMemory;
  jobs: JobRecords;
  /** What was written, for the other workers' caches. */
  marks: MarkNews;
  /** Asks the others, and the primary, for their metrics, telling them this worker's own. */
  gatherMetrics(own: MetricSnapshot): Promise<readonly MetricSnapshot[]>;
  /** Says how the others get this worker's metrics. */
  answerMetrics(snapshot: () => Promise<MetricSnapshot>): void;
}
