import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AllowedOrigins } from './allowed-origins.js';
import type { AnswerNotes, CallerContext } from './answer-notes.js';
import { allowOrigin, answerPreflight } from './cors.js';
import { refuseCrossSite } from './csrf.js';
import type { GraphEndpoint } from './graph-endpoint.js';
import type { Graphiql } from './graphiql.js';
import { contextMaker } from './graphql-context.js';
import { checkQueryLength, isLegacyDocumentError } from './graphql-over-http.js';
import { RequestRefusal } from './request-refusal.js';

export interface GraphRouteOptions<C extends CallerContext> {
  endpoint: GraphEndpoint<C>;
  notes: AnswerNotes<C>;
  graphiql: Graphiql | null;
  allowedOrigins: AllowedOrigins;
  /** Bytes. */
  bodyLimit: number;
}

/** Serves one endpoint over GET and POST, as the GraphQL-over-HTTP specification says. Its server must be started. */
export function addGraphRoute<C extends CallerContext>(app: FastifyInstance, options: GraphRouteOptions<C>): void {
  const { endpoint, notes, graphiql, allowedOrigins, bodyLimit } = options;

  const make = contextMaker(endpoint, notes, bodyLimit);
  const context = (request: FastifyRequest, reply: FastifyReply): Promise<C> =>
    make({ key: request.raw, headers: request.headers, id: request.id, response: reply.raw });

  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => {
    allowOrigin(request, reply, allowedOrigins);
    if (graphiql?.isWantedBy(request)) return graphiql.sendPage(reply, endpoint);
    if (request.method !== 'OPTIONS') refuseCrossSite(request, allowedOrigins);
    return undefined;
  };

  const onSend = async (request: FastifyRequest, reply: FastifyReply) => {
    const { errorCodes } = notes.of(request.raw);
    if (isLegacyDocumentError(reply.statusCode, String(reply.getHeader('content-type')), errorCodes)) reply.code(200);
  };

  const preHandler = async ({ body }: FastifyRequest) => checkQueryLength(body);

  for (const url of endpoint.paths) {
    app.route({
      method: ['GET', 'POST'],
      url,
      onRequest,
      preHandler,
      onSend,
      exposeHeadRoute: false,
      handler: fastifyApolloHandler(endpoint.server, { context }),
    });
    app.route({ method: 'OPTIONS', url, onRequest, handler: answerPreflight });
    app.route({
      method: ['HEAD', 'PUT', 'PATCH', 'DELETE'],
      url,
      handler: (_request, reply) => {
        reply.header('allow', 'GET, POST, OPTIONS');
        throw new RequestRefusal('METHOD_NOT_ALLOWED', 405, 'GraphQL is asked by GET or POST.');
      },
    });
  }
}
