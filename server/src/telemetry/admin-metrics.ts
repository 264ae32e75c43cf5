import { Counter, Gauge, type Registry } from 'prom-client';

export interface AdminMetrics {
  /** An operation of an admin was answered. */
  adminOperation(event: { kind: 'query' | 'mutation' | 'subscription'; outcome: 'ok' | 'failed' }): void;
  /** A request to the admin endpoint was refused. */
  adminRefused(event: { reason: 'no-token' | 'wrong-token' | 'too-many-attempts' }): void;
  /** So many more, or fewer, watch a rollout. */
  adminWatching(change: 1 | -1): void;
}

export function createAdminMetrics(registry: Registry): AdminMetrics {
  const registers = [registry];
  const operations = new Counter({
    name: 'selvedge_admin_operations_total',
    help: 'Operations of admins, by kind and by outcome: ok, failed',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const refusals = new Counter({
    name: 'selvedge_admin_refusals_total',
    help: 'Requests to the admin endpoint that were refused, by reason: no-token, wrong-token, too-many-attempts',
    labelNames: ['reason'],
    registers,
  });
  const watching = new Gauge({
    name: 'selvedge_admin_watching',
    help: 'Streams on which rollouts are watched',
    registers,
  });
  return {
    adminOperation: (event) => operations.inc(event),
    adminRefused: (event) => refusals.inc(event),
    adminWatching: (change) => watching.inc(change),
  };
}
