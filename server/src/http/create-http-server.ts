import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { AdminEndpoint } from '../admin/index.js';
import { type Logger, logRequest, type Metrics } from '../telemetry/index.js';
import { addAdminRoute, isAdminPath } from './admin-route.js';
import { type AllowedOrigins, createAllowedOrigins } from './allowed-origins.js';
import type { AnswerNotes, CallerContext } from './answer-notes.js';
import { addBulkRoutes, type BulkRouteOptions } from './bulk-routes.js';
import { drain } from './drain.js';
import { addEntrance, HEALTH_PATHS } from './entrance.js';
import { answerTo, errorBody, errorContentType } from './error-answer.js';
import { createFastPath, type FastPath } from './fast-path.js';
import type { GraphEndpoint } from './graph-endpoint.js';
import { ASSETS_PATH, addGraphiql, type GraphiqlOptions } from './graphiql.js';
import { addGraphRoute } from './graphql-route.js';
import { createHostCheck } from './host-check.js';
import { createLoadShedding, type LoadShedding, type OverloadSettings } from './load-shedding.js';
import { createLoopWatch } from './loop-watch.js';
import { PortInUseError } from './port-in-use-error.js';
import { addHealthRoutes, type Readiness } from './readiness.js';
import { requestIdOf } from './request-id.js';
import { RequestRefusal } from './request-refusal.js';

export interface HttpServerOptions<C extends CallerContext> {
  logger: Logger;
  metrics: Metrics;
  host: string;
  /** 0 for any free one. */
  port: number;
  /** Longest wait, in milliseconds, for requests in flight when closing. */
  drainMs: number;
  /** How long it still listens when closing, not ready any more, milliseconds; default 0. */
  drainDelayMs?: number;
  overload: OverloadSettings;
  /** Number of this worker; left out where the gateway is one process. */
  worker?: number | undefined;
  /** Whether each answered request is a line of the log at `info`, or only at `debug`; default true. */
  logRequests?: boolean;
  endpoints: readonly GraphEndpoint<C>[];
  /** Their plugin is part of each server of the endpoints. */
  notes: AnswerNotes<C>;
  /** What the gateway does without at the moment, one sentence each. */
  degraded: () => readonly string[];
  /** What admins ask; null or left out: nothing is served for them. */
  admin?: AdminEndpoint | null;
  /** Writes too large for one request; left out: none are taken. */
  bulk?: BulkRouteOptions;
  /** Origins of other sites whose pages may ask; see `createAllowedOrigins`. Default none. */
  allowedOrigins?: readonly string[];
  /** Whether only requests that name this machine as their host are served, as a sandbox must; default false. */
  loopbackOnly?: boolean;
  /** GraphiQL for browsers at the endpoints; false for none. */
  graphiql?: GraphiqlOptions | false;
}

export interface HttpServer {
  /** Resolves to the base URL. Rejects with PortInUseError when the port is taken. */
  listen(): Promise<string>;
  /**
   * Drains and stops, once however often it is called; resolves when nothing is left. `replaced`: another process listens
   * on the address, so that it is ready as a whole, and who asks need not notice.
   */
  close(options?: { replaced?: boolean }): Promise<void>;
}

/** Largest request body that is read, bytes: an inline write of 1,000 records fits. */
const BODY_LIMIT = 2 * 1024 * 1024;

export function createHttpServer<C extends CallerContext>(options: HttpServerOptions<C>): HttpServer {
  let draining = false;
  let leaving = false;
  const allowedOrigins = createAllowedOrigins(options.allowedOrigins ?? []);
  const { overload, metrics, logger, drainDelayMs = 0 } = options;
  const isDraining = () => draining;
  const { admin = null } = options;
  // Who rolls back a bad version must be heard when the gateway is overloaded by it.
  const isExempt = ({ url, headers }: IncomingMessage) => isAdminPath(url) && (admin?.guard.isAdmins(headers) ?? false);
  const shedding = createLoadShedding({ overload, metrics, logger, allowedOrigins, isDraining, isExempt });
  const app = createApp(options, shedding, isDraining, allowedOrigins);
  const watch = createLoopWatch();

  function readiness(): Readiness {
    const reasons = [leaving ? 'The gateway is shutting down.' : null, watch.stuck()].filter((each) => each !== null);
    if (reasons.length > 0) return { ready: false, reasons };
    const overloaded = shedding.degraded();
    return { ready: true, degraded: [...(overloaded === null ? [] : [overloaded]), ...options.degraded()] };
  }

  let listening: Promise<string> | null = null;
  let closing: Promise<void> | null = null;

  async function start(): Promise<string> {
    await addRoutes(app, options, allowedOrigins, readiness);
    await app.ready();
    await bind(app, options);
    const { address, family, port } = app.server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  }

  async function stop(replaced: boolean): Promise<void> {
    draining = true;
    leaving = !replaced;
    // A start under way ends first; its failure is told by listen().
    await listening?.catch(() => undefined);
    if (app.server.listening) {
      // Whoever sends requests here needs a moment to notice; connections that wait to be accepted when it ends are lost.
      if (drainDelayMs > 0 && !replaced) await sleep(drainDelayMs);
      admin?.endStreams();
      await drain(app.server, options.drainMs);
    }
    await app.close();
    watch.stop();
    await admin?.stop();
  }

  return {
    listen() {
      if (closing !== null) return Promise.reject(new Error('This HTTP server was closed and cannot listen again.'));
      listening ??= start();
      return listening;
    },
    close({ replaced = false } = {}) {
      closing ??= stop(replaced);
      return closing;
    },
  };
}

function createApp<C extends CallerContext>(
  { logger, endpoints, notes, loopbackOnly = false, logRequests = true }: HttpServerOptions<C>,
  shedding: LoadShedding,
  isDraining: () => boolean,
  allowedOrigins: AllowedOrigins,
): FastifyInstance {
  const checkHost = createHostCheck(loopbackOnly);
  const logLevel = logRequests ? 'info' : 'debug';
  let takesFast: FastPath = () => false;
  const app = Fastify({
    logger: false,
    // What compiles schemas of routes is not loaded: ours have none.
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    bodyLimit: BODY_LIMIT,
    genReqId: requestIdOf,
    serverFactory(handler) {
      const server = shedding.server((request, response) => {
        if (!takesFast(request, response)) handler(request, response);
      });
      server.requestTimeout = 30_000;
      // Longer than the 60 s after which common load balancers drop an idle connection, so that they do it first.
      server.keepAliveTimeout = 72_000;
      return server;
    },
  });
  app.removeContentTypeParser('text/plain');
  takesFast = createFastPath({
    endpoints,
    notes,
    logger,
    logLevel,
    isHostServed: (host) => isServed(() => checkHost(host)),
    allowedOrigins,
    parseBody: bodyParserOf(app),
    bodyLimit: BODY_LIMIT,
    isDraining,
  });

  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff' });
    checkHost(request.headers.host);
  });

  app.addHook('onSend', async (_request, reply) => {
    if (isDraining()) reply.header('connection', 'close');
  });

  app.addHook('onResponse', async (request, reply) => {
    const isAsset = request.url.startsWith(ASSETS_PATH) && reply.statusCode < 400;
    const line = {
      requestId: request.id,
      method: request.method,
      path: request.url,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
      ...notes.of(request.raw),
    };
    logRequest(logger, line, isAsset ? 'debug' : logLevel);
  });

  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const answer = answerTo(error, BODY_LIMIT) ?? {
      status: 500,
      code: 'INTERNAL_SERVER_ERROR',
      message: `Something went wrong in the gateway. Quote the reference ${request.id} when you report it.`,
      headers: {},
    };
    notes.refuse(request.raw, answer.code);
    // Unexpected messages may hold anything, secrets included; only the kind of error is logged.
    if (answer.status === 500) logger.error({ requestId: request.id, kind: error.name }, 'unexpected error');
    return reply
      .code(answer.status)
      .headers({ ...answer.headers, 'content-type': errorContentType(request.headers) })
      .send(errorBody({ code: answer.code, message: answer.message }));
  });
  return app;
}

function noSchemas(): never {
  throw new Error(
    'Expected routes without schemas; parse what comes in the handler, or let the framework compile them.',
  );
}

function isServed(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}

/** As the framework parses bodies, and with its errors. */
function bodyParserOf(app: FastifyInstance): (text: string) => unknown {
  const parse = app.getDefaultJsonParser('error', 'error');
  return (text) => {
    let parsed: unknown;
    parse(null as never, text, (error, body) => {
      if (error) throw error;
      parsed = body;
    });
    return parsed;
  };
}

async function addRoutes<C extends CallerContext>(
  app: FastifyInstance,
  options: HttpServerOptions<C>,
  allowedOrigins: AllowedOrigins,
  ready: () => Readiness,
): Promise<void> {
  const { endpoints, notes, metrics, logger, worker } = options;
  addHealthRoutes(app, { metrics, ready, worker });
  if (options.admin) addAdminRoute(app, options.admin, metrics);
  if (options.bulk !== undefined) addBulkRoutes(app, options.bulk);
  const graphiql = options.graphiql === false ? null : await addGraphiql(app, options.graphiql ?? {});
  if (graphiql === null && options.graphiql !== false) {
    logger.warn('GraphiQL will not be served: its bundle is missing; node server/graphiql/build.mjs makes it');
  }

  addEntrance(app, { endpoints, graphiql });
  for (const endpoint of endpoints) {
    addGraphRoute(app, { endpoint, notes, graphiql, allowedOrigins, bodyLimit: BODY_LIMIT });
  }
  const paths = endpoints.flatMap((endpoint) => endpoint.paths).join(', ');
  app.setNotFoundHandler(() => {
    throw new RequestRefusal(
      'NOT_FOUND',
      404,
      `Nothing is served here. GraphQL is served at ${paths}; health at ${HEALTH_PATHS.join(', ')}.`,
    );
  });
}

async function bind(app: FastifyInstance, { host, port }: { host: string; port: number }): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  app.server.once('error', reject);
  app.server.listen({ host, port }, resolve);
  try {
    await promise;
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw taken ? new PortInUseError(host, port, error) : error;
  } finally {
    app.server.off('error', reject);
  }
}
