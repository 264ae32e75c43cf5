import { Counter, Gauge, type Registry } from 'prom-client';

export type BreakerState = 'closed' | 'open' | 'half-open';

export interface BreakerMetrics {
  /** A breaker's present state; a change of state counts as a transition. */
  breaker(event: { connector: string; version: string; connection: string; state: BreakerState }): void;
}

const STATES: readonly BreakerState[] = ['closed', 'open', 'half-open'];

export function createBreakerMetrics(registry: Registry): BreakerMetrics {
  const registers = [registry];
  const stateGauge = new Gauge({
    name: 'selvedge_breaker_state',
    help: '1 for the state the breaker is in, 0 for the others',
    labelNames: ['connector', 'version', 'connection', 'state'],
    registers,
  });
  const transitions = new Counter({
    name: 'selvedge_breaker_transitions_total',
    help: 'Changes of state of breakers, by the state entered',
    labelNames: ['connector', 'version', 'connection', 'state'],
    registers,
  });
  const states = new Map<string, BreakerState>();
  return {
    breaker({ connector, version, connection, state }) {
      const key = JSON.stringify([connector, version, connection]);
      const before = states.get(key);
      if (before === state) return;
      states.set(key, state);
      for (const each of STATES) {
        stateGauge.set({ connector, version, connection, state: each }, each === state ? 1 : 0);
      }
      if (before !== undefined) transitions.inc({ connector, version, connection, state });
    },
  };
}
