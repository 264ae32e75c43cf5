import { Counter, Gauge, type Registry } from 'prom-client';

export interface GenerationMetrics {
  /** `number`: of the one that answers now, from 1. `living`: those that still answer something. */
  generation(event: { number: number; living: number }): void;
  /** A change of the configuration or of a rollout's versions was taken over, or could not be. */
  reloaded(event: { result: 'applied' | 'refused' }): void;
  /** A rollout's candidate that this process cannot use, so that stable answers in its place; and when that is over. */
  candidateUnavailable(event: { connector: string; version: string; isUnavailable: boolean }): void;
}

export function createGenerationMetrics(registry: Registry): GenerationMetrics {
  const registers = [registry];
  const current = new Gauge({
    name: 'selvedge_generation',
    help: 'Number of the composition that answers new requests, from 1; grows with each reload',
    aggregator: 'max',
    registers,
  });
  const living = new Gauge({
    name: 'selvedge_generations_living',
    help: 'Compositions that still answer a request or write a bulk job, the present one included',
    registers,
  });
  const reloads = new Counter({
    name: 'selvedge_reloads_total',
    help: 'Changes of configuration or of loaded versions while running, by result: applied, refused',
    labelNames: ['result'],
    registers,
  });
  const unavailable = new Gauge({
    name: 'selvedge_candidate_unavailable',
    help: 'Processes that cannot use the candidate of a rollout and answer by stable in its place',
    labelNames: ['connector', 'version'],
    registers,
  });
  return {
    generation(event) {
      current.set(event.number);
      living.set(event.living);
    },
    reloaded({ result }) {
      reloads.inc({ result });
    },
    candidateUnavailable({ connector, version, isUnavailable }) {
      if (isUnavailable) unavailable.set({ connector, version }, 1);
      else unavailable.remove({ connector, version });
    },
  };
}
