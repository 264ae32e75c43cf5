import { Registry } from 'prom-client';
import { createGenerationMetrics, type GenerationMetrics } from './generation-metrics.js';
import type { MetricSnapshot } from './metric-snapshot.js';
import { createWorkerMetrics, type WorkerMetrics } from './worker-metrics.js';

/** What the process reports that has the workers, and takes no requests itself. */
export interface PrimaryMetrics extends WorkerMetrics, Pick<GenerationMetrics, 'generation' | 'reloaded'> {
  /** Everything so far of this process. */
  snapshot(): Promise<MetricSnapshot>;
}

export function createPrimaryMetrics(): PrimaryMetrics {
  const registry = new Registry();
  return {
    ...createWorkerMetrics(registry),
    ...createGenerationMetrics(registry),
    snapshot: () => registry.getMetricsAsJSON(),
  };
}
