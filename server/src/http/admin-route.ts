import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Admin, AdminEndpoint, AdminOperations } from '../admin/index.js';
import type { AdminMetrics } from '../telemetry/index.js';
import { createAdminStream, wantsStream } from './admin-stream.js';
import { refuseCrossSite } from './csrf.js';
import { checkQueryLength } from './graphql-over-http.js';
import { RequestRefusal } from './request-refusal.js';

export const ADMIN_PATH = '/admin/graphql';

/** Whether a request's URL is the admin endpoint's. */
export function isAdminPath(url = ''): boolean {
  return url === ADMIN_PATH || url.startsWith(`${ADMIN_PATH}?`);
}

/** No page of another origin may ask, whatever the public endpoint allows. */
const NO_ORIGIN = { has: () => false };
const NO_PAGE =
  'No setting lets a page of another site ask here; use `selvedge rollout`, or a program that sends no Origin.';

/**
 * Serves admins over POST: queries and mutations as GraphQL over HTTP, and what asks for `text/event-stream` as GraphQL over SSE
 * (distinct connections). Who is no admin is refused before anything is parsed.
 */
export function addAdminRoute(app: FastifyInstance, endpoint: AdminEndpoint, metrics: AdminMetrics): void {
  const admins = new WeakMap<object, Admin>();

  const contextOf = (request: FastifyRequest) => {
    const admin = admins.get(request.raw);
    if (admin === undefined) throw new Error('Expected an admin to have been admitted before the operation.');
    return endpoint.context(admin);
  };

  const answering = ({ server, streams }: AdminOperations) => ({
    answer: fastifyApolloHandler(server, { context: async (request) => contextOf(request) }),
    stream: createAdminStream(streams, { contextOf, metrics }),
  });
  let answered: Promise<ReturnType<typeof answering>> | undefined;

  app.route({
    method: 'POST',
    url: ADMIN_PATH,
    async onRequest(request) {
      refuseCrossSite(request, NO_ORIGIN, NO_PAGE);
      admins.set(request.raw, await endpoint.guard.admit(request.headers, request.ip));
    },
    preHandler: async ({ body }) => checkQueryLength(body),
    async handler(request: FastifyRequest, reply: FastifyReply) {
      answered ??= endpoint.operations().then(answering);
      const { answer, stream } = await answered;
      return wantsStream(request) ? stream(request, reply) : answer.call(app, request, reply);
    },
  });
  app.route({
    method: ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: ADMIN_PATH,
    handler: (_request, reply) => {
      reply.header('allow', 'POST');
      throw new RequestRefusal('METHOD_NOT_ALLOWED', 405, 'The admin endpoint is asked by POST.');
    },
  });
}
