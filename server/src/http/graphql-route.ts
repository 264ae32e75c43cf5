import type { IncomingHttpHeaders } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { AllowedOrigins } from './allowed-origins.js';
import type { AnswerNote, AnswerNotes, CallerContext } from './answer-notes.js';
import { allowOrigin, answerPreflight } from './cors.js';
import { refuseCrossSite } from './csrf.js';
import { answerTo } from './error-answer.js';
import type { Graphiql } from './graphiql.js';
import { RequestRefusal } from './request-refusal.js';

/** One major of the graph and where it is served. */
export interface GraphEndpoint<C extends CallerContext> {
  major: number;
  /** ISO 8601 date after which it may be gone; null while it is the newest. */
  sunset: string | null;
  /** Absolute paths, e.g. `/v2/graphql`. */
  paths: readonly string[];
  /** Not started: the HTTP server starts and stops it with itself. */
  server: ApolloServer<C>;
  /**
   * Makes the context of one request; the signal is aborted when the caller goes away.
   * Rejects with AuthenticationError or IssuerUnavailableError when nobody can say who is calling.
   */
  context(request: { headers: IncomingHttpHeaders; id: string }, signal: AbortSignal): Promise<C>;
}

export interface GraphRouteOptions<C extends CallerContext> {
  endpoint: GraphEndpoint<C>;
  notes: AnswerNotes<C>;
  graphiql: Graphiql | null;
  allowedOrigins: AllowedOrigins;
  /** Bytes. */
  bodyLimit: number;
}

/** Longest text of an operation, characters. */
const QUERY_LIMIT = 256 * 1024;

/** Serves one endpoint over GET and POST, as the GraphQL-over-HTTP specification says. Its server must be started. */
export function addGraphRoute<C extends CallerContext>(app: FastifyInstance, options: GraphRouteOptions<C>): void {
  const { endpoint, notes, graphiql, allowedOrigins, bodyLimit } = options;

  const context = async (request: FastifyRequest, reply: FastifyReply): Promise<C> => {
    try {
      const made = await endpoint.context({ headers: request.headers, id: request.id }, goneSignal(reply));
      notes.begin(request, made);
      return made;
    } catch (error) {
      throw graphqlErrorOf(error, request);
    }
  };

  /** Apollo writes an error of the context in the media type that the caller takes, with this status and headers. */
  function graphqlErrorOf(error: unknown, request: FastifyRequest): unknown {
    const answer = answerTo(error, bodyLimit);
    if (answer === null) return error;
    notes.refuse(request, answer.code);
    const http = { status: answer.status, headers: new HeaderMap(Object.entries(answer.headers)) };
    return new GraphQLError(answer.message, { extensions: { code: answer.code, http } });
  }

  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => {
    allowOrigin(request, reply, allowedOrigins);
    if (graphiql?.isWantedBy(request)) return graphiql.sendPage(reply, endpoint);
    if (request.method !== 'OPTIONS') refuseCrossSite(request, allowedOrigins);
    return undefined;
  };

  const onSend = async (request: FastifyRequest, reply: FastifyReply) => {
    if (isLegacyDocumentError(reply, notes.of(request))) reply.code(200);
  };

  /** A body may be as large as an inline write; the text of an operation need not be. */
  const preHandler = async ({ body }: FastifyRequest) => {
    const query = typeof body === 'object' && body !== null && 'query' in body ? body.query : undefined;
    if (typeof query === 'string' && query.length > QUERY_LIMIT) {
      const message = `The text of an operation may have at most ${QUERY_LIMIT} characters, but this one has ${query.length}.`;
      throw new RequestRefusal('PAYLOAD_TOO_LARGE', 413, message);
    }
  };

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

/** Aborted when the connection ends before the answer. Fastify's own signal ends with the request's body. */
function goneSignal({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort(new Error('The caller has gone.'));
  });
  return controller.signal;
}

/**
 * In plain `application/json` a well-formed request is answered 200 even when its document or variables are wrong, so
 * that old clients tell GraphQL's answer from a proxy's (GraphQL over HTTP §6.4.1). Apollo Server answers 400.
 */
function isLegacyDocumentError(reply: FastifyReply, { errorCodes = [] }: AnswerNote): boolean {
  if (reply.statusCode !== 400 || !String(reply.getHeader('content-type')).startsWith('application/json')) return false;
  return errorCodes.length > 0 && !errorCodes.includes('BAD_REQUEST');
}
