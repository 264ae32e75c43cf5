import { Counter, type Registry } from 'prom-client';
import { FrequentCounter } from './frequent-counter.js';

export interface RoutingMetrics {
  /** Routing chose this version for a batch. */
  routed(event: { connector: string; version: string }): void;
  /** A candidate failed, so that stable was asked in the same request. */
  fallback(event: { connector: string; version: string }): void;
}

export function createRoutingMetrics(registry: Registry): RoutingMetrics {
  const registers = [registry];
  const routes = new FrequentCounter({
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
  return {
    routed({ connector, version }) {
      routes.inc({ connector, version });
    },
    fallback({ connector, version }) {
      fallbacks.inc({ connector, version });
    },
  };
}
