import { collectDefaultMetrics, Registry } from 'prom-client';
import { type BreakerMetrics, createBreakerMetrics } from './breaker-metrics.js';
import { type CacheMetrics, createCacheMetrics } from './cache-metrics.js';
import { createOperationMetrics, type OperationMetrics } from './operation-metrics.js';
import { createQuotaMetrics, type QuotaMetrics } from './quota-metrics.js';
import { createRedisMetrics, type RedisMetrics } from './redis-metrics.js';
import { createRequestMetrics, type RequestMetrics } from './request-metrics.js';
import { createRoutingMetrics, type RoutingMetrics } from './routing-metrics.js';
import { createVendorMetrics, type VendorMetrics } from './vendor-metrics.js';

/** What the layers report. Every label is bounded: names from the configuration, never data of a person or a query. */
export interface Metrics
  extends RequestMetrics,
    OperationMetrics,
    VendorMetrics,
    QuotaMetrics,
    CacheMetrics,
    RedisMetrics,
    BreakerMetrics,
    RoutingMetrics {
  /** Everything so far in the Prometheus text format, with the content type to serve it under. */
  render(): Promise<{ contentType: string; body: string }>;
}

/** Makes the gateway's metrics in a registry of their own, with the process's memory, CPU and event loop. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    ...createRequestMetrics(registry),
    ...createOperationMetrics(registry),
    ...createVendorMetrics(registry),
    ...createQuotaMetrics(registry),
    ...createCacheMetrics(registry),
    ...createRedisMetrics(registry),
    ...createBreakerMetrics(registry),
    ...createRoutingMetrics(registry),
    async render() {
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}
