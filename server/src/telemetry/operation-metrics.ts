import { Counter, Histogram, type Registry } from 'prom-client';
import { bounded, MOST_CLIENTS } from './bounded.js';
import { DURATION_BUCKETS_SECONDS } from './duration-buckets.js';

export type OperationOutcome = 'ok' | 'partial' | 'failed';

export interface OperationMetrics {
  /** One GraphQL operation was answered; `partial`: data together with errors. */
  operation(event: { major: number; outcome: OperationOutcome; durationMs: number }): void;
  /** One operation used something deprecated. `coordinate`: e.g. `Contact.name`. */
  deprecatedUse(event: { coordinate: string; client: string }): void;
}

export function createOperationMetrics(registry: Registry): OperationMetrics {
  const registers = [registry];
  const operations = new Counter({
    name: 'selvedge_operations_total',
    help: 'GraphQL operations answered',
    labelNames: ['major', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'selvedge_operation_duration_seconds',
    help: 'Time from request to answer of a GraphQL operation',
    labelNames: ['major'],
    buckets: DURATION_BUCKETS_SECONDS,
    registers,
  });
  const deprecatedUses = new Counter({
    name: 'selvedge_deprecated_uses_total',
    help: 'Operations that used something deprecated',
    labelNames: ['coordinate', 'client'],
    registers,
  });
  const clientLabel = bounded(MOST_CLIENTS);
  return {
    operation({ major, outcome, durationMs }) {
      operations.inc({ major, outcome });
      seconds.observe({ major }, durationMs / 1000);
    },
    deprecatedUse({ coordinate, client }) {
      deprecatedUses.inc({ coordinate, client: clientLabel(client) });
    },
  };
}
