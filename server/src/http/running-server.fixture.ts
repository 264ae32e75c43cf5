import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { buildSchema, GraphQLError } from 'graphql';
import { createHolds, type StopSignal } from '../ports/index.js';
import { createLogger, createMetrics } from '../telemetry/index.js';
import { type CallerContext, createAnswerNotes } from './answer-notes.js';
import { createHttpServer, type HttpServer, type HttpServerOptions } from './create-http-server.js';
import type { GraphService } from './graph-endpoint.js';

const SDL = 'type Query { hello(name: String): String, wait: String, broken: String } type Mutation { change: Int }';

export interface RunningServer extends AsyncDisposable {
  http: HttpServer;
  url: string;
  /** Lines of the log, parsed. */
  log: Record<string, unknown>[];
  /** Mutations that ran. */
  changes(): number;
  /** Resolves with the request's signal when `wait` is being resolved. */
  waiting: Promise<StopSignal>;
  /** Lets `wait` answer. */
  release(): void;
}

/** A server with one small graph at `/v2/graphql` and `/graphql`, on an ephemeral port. */
export async function runServer(options: RunOptions = {}): Promise<RunningServer> {
  const log: Record<string, unknown>[] = [];
  const waiting = Promise.withResolvers<StopSignal>();
  const released = Promise.withResolvers<void>();
  let changes = 0;

  const rootValue = {
    hello: ({ name }: { name?: string }) => `Hello ${name ?? 'you'}`,
    wait: async (_arguments: object, { signal }: TestContext) => {
      waiting.resolve(signal);
      await released.promise;
      return 'done';
    },
    broken: () => {
      throw new GraphQLError('The vendor is down.', { extensions: { code: 'VENDOR_UNAVAILABLE' } });
    },
    change: () => {
      changes += 1;
      return changes;
    },
  };
  const logger = createLogger({ level: 'info', write: (line) => log.push(JSON.parse(line)) });
  const http = createServer({ logger, rootValue, ...options });
  return {
    http,
    url: await http.listen(),
    log,
    changes: () => changes,
    waiting: waiting.promise,
    release: () => released.resolve(),
    [Symbol.asyncDispose]: () => http.close(),
  };
}

/** The same, not listening yet. */
export function createServer({ authenticate, rootValue, direct = null, ...options }: RunOptions): HttpServer {
  const notes = createAnswerNotes<TestContext>();
  const server = new ApolloServer<TestContext>({
    schema: buildSchema(SDL),
    rootValue: () => rootValue,
    csrfPrevention: false,
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled(), notes.plugin],
  });
  server.startInBackgroundHandlingStartupErrorsByLoggingAndFailingAllRequests();
  const service: GraphService<TestContext> = {
    server,
    direct,
    edge: null,
    async context(_request, signal) {
      await authenticate?.();
      return { caller: { tenant: 'acme', client: 'web' }, signal };
    },
    holds: createHolds(),
  };
  return createHttpServer<TestContext>({
    logger: createLogger({ level: 'silent' }),
    metrics: createMetrics(),
    host: '127.0.0.1',
    port: 0,
    drainMs: 0,
    overload: { enabled: true, maxInFlight: 1_000, maxDelayMs: 3 },
    endpoints: [{ major: 2, sunset: null, paths: ['/v2/graphql', '/graphql'], service: () => service }],
    notes,
    degraded: () => [],
    ...options,
  });
}

export interface RunOptions extends Partial<HttpServerOptions<TestContext>> {
  /** Runs before each context is made; may reject. */
  authenticate?: () => Promise<void>;
  /** Resolvers of the root fields. */
  rootValue?: object;
  direct?: GraphService<TestContext>['direct'];
}

export interface TestContext extends CallerContext {
  signal: StopSignal;
}

/** Asks by POST, as programs do. */
export function ask(url: string, query: string, init: RequestInit = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    body: JSON.stringify({ query }),
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers },
  });
}
