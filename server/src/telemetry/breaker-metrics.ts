import { Counter, Gauge, type Registry } from 'prom-client';
import type { FailureCause } from '../ports/index.js';

export type BreakerState = 'closed' | 'open' | 'half-open';

export interface BreakerMetrics {
  /** A breaker's present state; a change of state counts as a transition. `nextProbeAt`: epoch milliseconds. */
  breaker(event: BreakerLabels & { state: BreakerState; nextProbeAt: number | null }): void;
  /** A breaker that is there no more. */
  breakerGone(labels: BreakerLabels): void;
  /** Something counted against a breaker. `at`: epoch milliseconds. */
  breakerFailure(event: BreakerLabels & { class: FailureCause['class']; at: number }): void;
  /** A connector broke its contract. */
  connectorDefect(event: { connector: string; version: string; kind: string }): void;
}

interface BreakerLabels {
  connector: string;
  version: string;
  connection: string;
}

const STATES: readonly BreakerState[] = ['closed', 'open', 'half-open'];

export function createBreakerMetrics(registry: Registry): BreakerMetrics {
  const registers = [registry];
  const stateGauge = new Gauge({
    name: 'selvedge_breaker_state',
    help: '1 for the state the breaker is in, 0 for the others; with workers, how many of them have it in the state',
    labelNames: ['connector', 'version', 'connection', 'state'],
    registers,
  });
  const transitions = new Counter({
    name: 'selvedge_breaker_transitions_total',
    help: 'Changes of state of breakers, by the state entered',
    labelNames: ['connector', 'version', 'connection', 'state'],
    registers,
  });
  const lastFailure = new Gauge({
    name: 'selvedge_breaker_last_failure_timestamp_seconds',
    help: 'Unix time of the last failure of a class that counted against the breaker',
    labelNames: ['connector', 'version', 'connection', 'class'],
    aggregator: 'max',
    registers,
  });
  const nextProbe = new Gauge({
    name: 'selvedge_breaker_next_probe_timestamp_seconds',
    help: 'Unix time at which an open breaker lets a call through to try; absent while it is not open',
    labelNames: ['connector', 'version', 'connection'],
    aggregator: 'min',
    registers,
  });
  const defects = new Counter({
    name: 'selvedge_connector_defects_total',
    help: 'Times that a connector broke its contract: in an answer, or by an error outside of any call',
    labelNames: ['connector', 'version', 'kind'],
    registers,
  });
  const states = new Map<string, BreakerState>();
  return {
    breaker({ connector, version, connection, state, nextProbeAt }) {
      if (nextProbeAt === null) nextProbe.remove({ connector, version, connection });
      else nextProbe.set({ connector, version, connection }, nextProbeAt / 1000);
      const key = JSON.stringify([connector, version, connection]);
      const before = states.get(key);
      if (before === state) return;
      states.set(key, state);
      for (const each of STATES) {
        stateGauge.set({ connector, version, connection, state: each }, each === state ? 1 : 0);
      }
      if (before !== undefined) transitions.inc({ connector, version, connection, state });
    },
    breakerGone({ connector, version, connection }) {
      states.delete(JSON.stringify([connector, version, connection]));
      nextProbe.remove({ connector, version, connection });
      for (const state of STATES) stateGauge.remove({ connector, version, connection, state });
    },
    breakerFailure({ connector, version, connection, class: failureClass, at }) {
      lastFailure.set({ connector, version, connection, class: failureClass }, at / 1000);
    },
    connectorDefect({ connector, version, kind }) {
      defects.inc({ connector, version, kind });
    },
  };
}
