import type { FastifyInstance } from 'fastify';
import type { Graphiql } from './graphiql.js';

export interface EntranceOptions {
  endpoints: readonly { major: number; paths: readonly string[] }[];
  graphiql: Graphiql | null;
}

/** What every gateway serves besides the graph. */
export const HEALTH_PATHS = ['/livez', '/readyz', '/metrics'] as const;

/** `GET /` leads a person to the newest GraphiQL, where there is one, and tells everyone else what is served where. */
export function addEntrance(app: FastifyInstance, { endpoints, graphiql }: EntranceOptions): void {
  const newestFirst = endpoints.toSorted((a, b) => b.major - a.major);
  const newest = newestFirst[0]?.paths[0];
  const index = {
    graphql: Object.fromEntries(newestFirst.map(({ major, paths }) => [`v${major}`, paths[0]])),
    health: HEALTH_PATHS,
  };
  app.get('/', (request, reply) => {
    reply.header('vary', 'accept');
    if (newest !== undefined && graphiql?.isWantedBy(request)) return reply.redirect(newest);
    return reply.send(index);
  });
}
