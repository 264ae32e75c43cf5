import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../telemetry/index.js';

/** Whether requests should be sent here; if not, why, one sentence a reason. */
export type Readiness = { ready: true } | { ready: false; reasons: readonly string[] };

export interface HealthOptions {
  metrics: Metrics;
  ready: () => Promise<Readiness> | Readiness;
}

/** `/livez`: the process answers. `/readyz`: it can serve, 503 with reasons where not. `/metrics`: for Prometheus. */
export function addHealthRoutes(app: FastifyInstance, { metrics, ready }: HealthOptions): void {
  app.get('/livez', () => ({ status: 'alive' }));

  app.get('/readyz', async (_request, reply) => {
    const readiness = await ready();
    if (readiness.ready) return { status: 'ready' };
    return reply.code(503).send({ status: 'not ready', reasons: readiness.reasons });
  });

  app.get('/metrics', async (_request, reply) => {
    const { contentType, body } = await metrics.render();
    return reply.header('content-type', contentType).send(body);
  });
}
