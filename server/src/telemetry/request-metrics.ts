import { Counter, Gauge, type Registry } from 'prom-client';

export interface RequestMetrics {
  /** A request was refused before it was looked at; `full`: too many in work, `busy`: the event loop is behind. */
  requestShed(event: { reason: 'full' | 'busy' }): void;
  /** How many are in work is asked for each time that the metrics are rendered. */
  requestsInFlight(count: () => number): void;
}

export function createRequestMetrics(registry: Registry): RequestMetrics {
  const registers = [registry];
  let inFlight = (): number => 0;
  const shed = new Counter({
    name: 'selvedge_requests_shed_total',
    help: 'Requests refused with 503 because of overload, by reason: full, busy',
    labelNames: ['reason'],
    registers,
  });
  new Gauge({
    name: 'selvedge_requests_in_flight',
    help: 'Requests in work, health checks left out',
    registers,
    collect() {
      this.set(inFlight());
    },
  });
  return {
    requestShed({ reason }) {
      shed.inc({ reason });
    },
    requestsInFlight(count) {
      inFlight = count;
    },
  };
}
