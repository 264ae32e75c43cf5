import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../telemetry/index.js';

/**
 * Whether requests should be sent here; if not, why, one sentence a reason. `degraded`: what it does without, one sentence
 * each. Another process would hardly do better without it, so nothing of that takes a process out of rotation.
 */
export type Readiness = { ready: true; degraded: readonly string[] } | { ready: false; reasons: readonly string[] };

export interface HealthOptions {
  metrics: Metrics;
  ready: () => Readiness;
  /** Number of the worker that answers, in every answer; left out where the gateway is one process. */
  worker?: number | undefined;
}

/** `/livez`: the process answers. `/readyz`: it can serve, 503 with reasons where not. `/metrics`: for Prometheus. */
export function addHealthRoutes(app: FastifyInstance, { metrics, ready, worker }: HealthOptions): void {
  const answering = worker === undefined ? {} : { worker };

  app.get('/livez', () => ({ status: 'alive', ...answering }));

  app.get('/readyz', async (_request, reply) => {
    const readiness = ready();
    if (readiness.ready) return { status: 'ready', degraded: readiness.degraded, ...answering };
    return reply.code(503).send({ status: 'not ready', reasons: readiness.reasons, ...answering });
  });

  app.get('/metrics', async (_request, reply) => {
    const { contentType, body } = await metrics.render();
    return reply.header('content-type', contentType).send(body);
  });
}
