import { Counter, type Registry } from 'prom-client';

export interface ShadowMetrics {
  /** An input was asked of both versions afresh, for comparison alone. `outcome`: whether all three answers came, else which side failed. */
  shadowRead(event: {
    connector: string;
    outcome: 'compared' | 'stable-failed' | 'candidate-failed';
    inputs: number;
  }): void;
  /** Reads that were chosen for comparison and not made. */
  shadowDropped(event: {
    connector: string;
    because: 'budget' | 'busy' | 'queue-full' | 'stopped' | 'not-comparable';
  }): void;
  /** A field of one operation differed beyond what stable's second answer did. */
  shadowDifference(event: { connector: string; class: string }): void;
}

export function createShadowMetrics(registry: Registry): ShadowMetrics {
  const registers = [registry];
  const reads = new Counter({
    name: 'selvedge_shadow_reads_total',
    help: 'Inputs read of both versions for comparison, by whether all three answers came or which side failed',
    labelNames: ['connector', 'outcome'],
    registers,
  });
  const dropped = new Counter({
    name: 'selvedge_shadow_dropped_total',
    help: 'Batches chosen for comparison that were not read again, by what was in the way: budget, busy, queue-full, stopped, not-comparable',
    labelNames: ['connector', 'because'],
    registers,
  });
  const differences = new Counter({
    name: 'selvedge_shadow_differences_total',
    help: 'Fields of compared operations in which a candidate differed and stable’s second answer did not, by class',
    labelNames: ['connector', 'class'],
    registers,
  });
  return {
    shadowRead({ connector, outcome, inputs }) {
      reads.inc({ connector, outcome }, inputs);
    },
    shadowDropped({ connector, because }) {
      dropped.inc({ connector, because });
    },
    shadowDifference(event) {
      differences.inc({ connector: event.connector, class: event.class });
    },
  };
}
