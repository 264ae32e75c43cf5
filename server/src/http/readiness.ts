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
}

/** `/livez`: the process answers. `/readyz`: it can serve, 503 with reasons where not. `/metrics`: for Prometheus. */
export function addHealthRoutes(app: FastifyInstance, { metrics, ready }: HealthOptions): void {
  app.get('/livez', () => ({ status: 'alive' }));

  app.get('/readyz', async (_request, reply) => {
    const readiness = ready();
    if (readiness.ready) return { status: 'ready', degraded: readiness.degraded };
    return reply.code(503).send({ status: 'not ready', reasons: readiness.reasons });
  });

  app.get('/metrics', async (_request, reply) => {
    const { contentType, body } = await metrics.render();
    return reply.header('content-type', contentType).send(body);
  });
}
