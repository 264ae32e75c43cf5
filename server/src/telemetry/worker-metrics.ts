import { Counter, Gauge, type Registry } from 'prom-client';

/** Workers of the whole gateway, as whoever started them tells. */
export interface WorkerCounts {
  /** Workers that take requests. */
  serving: number;
  /** Workers that ended without having been told to. */
  lost: number;
}

export interface WorkerMetrics {
  /** Takes down how the workers are. */
  workers(counts: WorkerCounts): void;
}

export function createWorkerMetrics(registry: Registry): WorkerMetrics {
  const registers = [registry];
  const serving = new Gauge({
    name: 'selvedge_workers',
    help: 'Worker processes that take requests; 1 where the gateway is one process',
    aggregator: 'max',
    registers,
  });
  const lost = new Counter({
    name: 'selvedge_workers_lost_total',
    help: 'Worker processes that ended without having been told to',
    aggregator: 'max',
    registers,
  });
  serving.set(1);
  return {
    workers(counts) {
      serving.set(counts.serving);
      lost.reset();
      lost.inc(counts.lost);
    },
  };
}
