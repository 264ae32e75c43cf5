import { Counter, type Registry } from 'prom-client';
import { bounded, MOST_CLIENTS } from './bounded.js';
import { DURATION_BUCKETS_SECONDS } from './duration-buckets.js';
import { FrequentCounter } from './frequent-counter.js';
import { FrequentHistogram } from './frequent-histogram.js';

export type OperationOutcome = 'ok' | 'partial' | 'failed';

export type ExecutedBy = 'plan' | 'graphql-js' | 'edge';

export interface OperationMetrics {
  /** One GraphQL operation was answered; `partial`: data together with errors. */
  operation(event: { major: number; outcome: OperationOutcome; durationMs: number }): void;
  /** One operation was executed; `by`: a compiled plan, or graphql-js; or answered by the edge cache. */
  executed(event: { major: number; by: ExecutedBy }): void;
  /** One operation was reckoned before it ran. `vendorCalls`: at most, were nothing cached. */
  estimated(event: { major: number; vendorCalls: number }): void;
  /** One operation used something deprecated. `coordinate`: e.g. `Contact.name`. */
  deprecatedUse(event: { coordinate: string; client: string }): void;
}

const CALL_BUCKETS = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000];

export function createOperationMetrics(registry: Registry): OperationMetrics {
  const registers = [registry];
  const operations = new FrequentCounter({
    name: 'selvedge_operations_total',
    help: 'GraphQL operations answered',
    labelNames: ['major', 'outcome'],
    registers,
  });
  const seconds = new FrequentHistogram({
    name: 'selvedge_operation_duration_seconds',
    help: 'Time from request to answer of a GraphQL operation',
    labelNames: ['major'],
    buckets: DURATION_BUCKETS_SECONDS,
    registers,
  });
  const executions = new FrequentCounter({
    name: 'selvedge_operations_executed_total',
    help: 'GraphQL operations executed, by what: a compiled plan, graphql-js, or a ready answer (edge)',
    labelNames: ['major', 'by'],
    registers,
  });
  const deprecatedUses = new Counter({
    name: 'selvedge_deprecated_uses_total',
    help: 'Operations that used something deprecated',
    labelNames: ['coordinate', 'client'],
    registers,
  });
  const estimates = new FrequentHistogram({
    name: 'selvedge_operation_estimated_vendor_calls',
    help: 'Calls to vendors that a GraphQL operation was estimated to take, before it ran, refused ones included',
    labelNames: ['major'],
    buckets: CALL_BUCKETS,
    registers,
  });
  const clientLabel = bounded(MOST_CLIENTS);
  return {
    operation({ major, outcome, durationMs }) {
      operations.inc({ major, outcome });
      seconds.add({ major }, durationMs / 1000);
    },
    executed: ({ major, by }) => executions.inc({ major, by }),
    estimated({ major, vendorCalls }) {
      estimates.add({ major }, vendorCalls);
    },
    deprecatedUse({ coordinate, client }) {
      deprecatedUses.inc({ coordinate, client: clientLabel(client) });
    },
  };
}
