import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import type { AllowedOrigins } from './allowed-origins.js';
import type { AnswerNotes, CallerContext } from './answer-notes.js';
import { allowOrigin, answerPreflight } from './cors.js';
import { refuseCrossSite } from './csrf.js';
import type { GraphEndpoint, GraphService } from './graph-endpoint.js';
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

/** Serves one endpoint over GET and POST, as the GraphQL-over-HTTP specification says. */
export function addGraphRoute<C extends CallerContext>(app: FastifyInstance, options: GraphRouteOptions<C>): void {
  const { endpoint, notes, graphiql, allowedOrigins, bodyLimit } = options;

  const makeContext = contextMaker(notes, bodyLimit);
  const answers = new WeakMap<GraphService<C>, RouteHandlerMethod>();

  function answerOf(service: GraphService<C>): RouteHandlerMethod {
    let answer = answers.get(service);
    if (answer === undefined) {
      const context = (request: FastifyRequest, reply: FastifyReply): Promise<C> =>
        makeContext(service, { key: request.raw, headers: request.headers, id: request.id, response: reply.raw });
      answer = fastifyApolloHandler(service.server, { context });
      answers.set(service, answer);
    }
    return answer;
  }

  const handler: RouteHandlerMethod = async function (request, reply) {
    const service = endpoint.service();
    service.holds.take();
    try {
      return await answerOf(service).call(this, request, reply);
    } finally {
      service.holds.release();
    }
  };

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
      handler,
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
