import { collectDefaultMetrics, Registry } from 'prom-client';
import { type AdminMetrics, createAdminMetrics } from './admin-metrics.js';
import { type BreakerMetrics, createBreakerMetrics } from './breaker-metrics.js';
import { type CacheMetrics, createCacheMetrics } from './cache-metrics.js';
import { createGenerationMetrics, type GenerationMetrics } from './generation-metrics.js';
import { type MetricSnapshot, mergeSnapshots } from './metric-snapshot.js';
import { createOperationMetrics, type OperationMetrics } from './operation-metrics.js';
import { createQuotaMetrics, type QuotaMetrics } from './quota-metrics.js';
import { createRedisMetrics, type RedisMetrics } from './redis-metrics.js';
import { createRequestMetrics, type RequestMetrics } from './request-metrics.js';
import { createRoutingMetrics, type RoutingMetrics } from './routing-metrics.js';
import { createShadowMetrics, type ShadowMetrics } from './shadow-metrics.js';
import { createVendorMetrics, type VendorMetrics } from './vendor-metrics.js';
import { createWorkerMetrics } from './worker-metrics.js';

/** What the layers report. Every label is bounded: names from the configuration, never data of a person or a query. */
export interface Metrics
  extends RequestMetrics,
    OperationMetrics,
    VendorMetrics,
    QuotaMetrics,
    CacheMetrics,
    RedisMetrics,
    BreakerMetrics,
    RoutingMetrics,
    ShadowMetrics,
    GenerationMetrics,
    AdminMetrics {
  /** Everything so far, of all workers, in the Prometheus text format, with the content type to serve it under. */
  render(): Promise<{ contentType: string; body: string }>;
  /** Everything so far of this process. */
  snapshot(): Promise<MetricSnapshot>;
}

/**
 * Makes the gateway's metrics in a registry of their own, with the process's memory, CPU and event loop.
 *
 * @param others asks the other processes of the gateway, telling them what this one has; left out: there are none
 */
export function createMetrics(others?: (own: MetricSnapshot) => Promise<readonly MetricSnapshot[]>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const snapshot = (): Promise<MetricSnapshot> => registry.getMetricsAsJSON();
  const metrics = {
    ...createRequestMetrics(registry),
    ...createOperationMetrics(registry),
    ...createVendorMetrics(registry),
    ...createQuotaMetrics(registry),
    ...createCacheMetrics(registry),
    ...createRedisMetrics(registry),
    ...createBreakerMetrics(registry),
    ...createRoutingMetrics(registry),
    ...createShadowMetrics(registry),
    ...createGenerationMetrics(registry),
    ...createAdminMetrics(registry),
  };
  createWorkerMetrics(registry);
  return {
    ...metrics,
    snapshot,
    async render() {
      const { contentType } = registry;
      if (others === undefined) return { contentType, body: await registry.metrics() };
      const snapshots = await others(await snapshot());
      return { contentType, body: await mergeSnapshots([await snapshot(), ...snapshots]).metrics() };
    },
  };
}
