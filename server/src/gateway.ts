import { setTimeout as sleep } from 'node:timers/promises';
import { createAuthenticator } from './auth/index.js';
import { createRequestSources, type TenantConnector } from './batching/index.js';
import { createBulkJobs } from './bulk/index.js';
import { createCacheStore } from './caching/index.js';
import { allowedOrigins, type Configuration } from './config/index.js';
import {
  type Catalogue,
  CatalogueError,
  checkConnections,
  connectorDirectories,
  GATEWAY_VERSION,
  loadCatalogue,
} from './connectors/index.js';
import { audienceIdOf, buildGraph, FAILURE_ANSWERS } from './graph/index.js';
import { createHttpServer, type GraphEndpoint } from './http/index.js';
import {
  createOperationServer,
  createTrail,
  MAJORS,
  NEWEST_MAJOR,
  type OperationContext,
  parseOverrides,
  viewOf,
} from './operation/index.js';
import type { Caller, GraphSettings } from './ports/index.js';
import { openRedis } from './redis/index.js';
import { startDeadline } from './resilience/index.js';
import { createLogger, createMetrics, type Logger } from './telemetry/index.js';
import { composeTenantConnectors } from './tenant-connectors.js';

export interface GatewayOptions {
  /** Directories in which connector packages are looked for; default: see `connectorDirectories`. */
  directories?: readonly string[];
  /** Export conditions besides Node's own, for connector packages run from their sources. */
  conditions?: readonly string[];
  logger?: Logger;
  /** Epoch milliseconds; default the system's clock. */
  now?: () => number;
}

export interface Gateway {
  /** Where it listens, e.g. `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly catalogue: Catalogue;
  /** Lets requests in flight finish, then stops. Idempotent. */
  close(): Promise<void>;
}

/**
 * Composes the layers and listens: http → auth → operation → graph → batching → routing → caching → resilience →
 * connector. Throws a coded error when a connector cannot be resolved or the port is taken.
 */
export async function startGateway(configuration: Configuration, options: GatewayOptions = {}): Promise<Gateway> {
  const parts = new AsyncDisposableStack();
  try {
    return await compose(configuration, options, parts);
  } catch (error) {
    await parts.disposeAsync();
    throw error;
  }
}

/** Each part that must be closed is put on the stack when it is made; they are closed in the opposite order. */
async function compose(
  configuration: Configuration,
  options: GatewayOptions,
  parts: AsyncDisposableStack,
): Promise<Gateway> {
  const now = options.now ?? Date.now;
  const logger = options.logger ?? createLogger({ level: 'info', pretty: configuration.mode === 'sandbox' });
  const metrics = createMetrics();
  const catalogue = await loadCatalogue({
    directories: options.directories ?? connectorDirectories(configuration, process.cwd()),
    connectors: configuration.connectors,
    gatewayVersion: GATEWAY_VERSION,
    conditions: options.conditions ?? [],
  });
  const problems = checkConnections(configuration.tenants, catalogue.choices);
  if (problems.length > 0) throw new CatalogueError(problems, catalogue);
  const redis =
    configuration.redisUrl === undefined
      ? null
      : openRedis(configuration.redisUrl, (message) => logger.warn({ message }, 'redis'));
  parts.defer(() => redis?.close());
  const store = createCacheStore({ maxEntries: configuration.cache.maxEntries, redis });
  parts.defer(() => store.close());
  const connectors = composeTenantConnectors({ configuration, choices: catalogue.choices, store, metrics, now });
  parts.defer(() => connectors.close());
  const connectorsOf = ({ tenant }: Caller): ReadonlyMap<string, TenantConnector> =>
    connectors.tenants.get(tenant) ?? new Map();
  const authenticate = createAuthenticator({
    clients: configuration.clients,
    issuers: configuration.issuers,
    tenants: Object.keys(configuration.tenants),
    sandbox: configuration.mode === 'sandbox',
    now,
  });
  const settings = graphSettings(configuration);
  const loadedVersions = new Map(
    [...catalogue.choices].map(([id, choice]) => [
      id,
      { stable: choice.stable.version, candidate: choice.candidate?.connector.version ?? null },
    ]),
  );
  const closing = new AbortController();
  parts.defer(() => closing.abort());
  const bulk = createBulkJobs({
    sourcesFor: (caller) => createRequestSources({ connectors: connectorsOf(caller), caller, signal: closing.signal }),
    audienceIdOf(globalId, connector) {
      const audience = audienceIdOf(globalId, connector);
      return audience.ok ? audience : { ok: false, message: audience.error.message };
    },
    now,
  });
  const mayOverride = configuration.mode !== 'production';
  const graph = await buildGraph();

  const endpoints = MAJORS.map(
    ({ number: major, sunset }): GraphEndpoint<OperationContext> => ({
      major,
      sunset,
      paths: major === NEWEST_MAJOR ? [`/v${major}/graphql`, '/graphql'] : [`/v${major}/graphql`],
      server: createOperationServer({
        major,
        view: viewOf(graph, major),
        introspection: configuration.mode !== 'production',
        metrics,
        logger,
      }),
      async context({ id, headers }, signal) {
        const caller = { ...(await authenticate(headers)), apiMajor: major };
        const overrides = mayOverride
          ? parseOverrides(single(headers['selvedge-connector']), loadedVersions)
          : undefined;
        const deadline = startDeadline(configuration.resilience.operationDeadlineMs, signal);
        const needed: OperationContext['needed'] = { fields: new Map() };
        const wantsProvenance = single(headers['selvedge-provenance']) === '1';
        return {
          caller,
          bulk,
          settings,
          now,
          requestId: id,
          wantsProvenance,
          needed,
          trail: createTrail(wantsProvenance),
          finish: deadline.clear,
          sources: createRequestSources({
            connectors: connectorsOf(caller),
            caller,
            signal: deadline.signal,
            fieldsOf: (kind) => needed.fields.get(kind) ?? null,
            ...(overrides === undefined ? {} : { overrides }),
            onRouted: (connector, version) => metrics.routed({ connector, version }),
            onFallback: (connector, version) => metrics.fallback({ connector, version }),
          }),
        };
      },
    }),
  );

  const { host, port, drainMs, drainDelayMs, overload } = configuration.server;
  const http = createHttpServer({
    logger,
    metrics,
    host,
    port,
    drainMs,
    drainDelayMs,
    overload,
    endpoints,
    degraded: () => [
      ...(redis === null || redis.isUp ? [] : ['Redis is away or slow; serving without it.']),
      ...connectors.degraded(),
    ],
    bulk: {
      jobs: bulk,
      authenticate: async (headers) => ({ ...(await authenticate(headers)), apiMajor: NEWEST_MAJOR }),
      describe: ({ cause }) => ({
        ...(cause.class === 'unreadable' ? { code: 'BAD_USER_INPUT', retryable: false } : FAILURE_ANSWERS[cause.class]),
        message: cause.message,
      }),
    },
    allowedOrigins: allowedOrigins(configuration),
    loopbackOnly: configuration.mode === 'sandbox',
    graphiql: configuration.mode === 'production' ? false : { needsCredential: configuration.mode !== 'sandbox' },
  });
  parts.defer(async () => {
    // Jobs get the time that requests get.
    const patience = sleep(drainDelayMs + drainMs, undefined, { ref: false });
    await http.close();
    await Promise.race([bulk.ended(), patience]);
    if (bulk.running > 0) {
      logger.warn({ jobs: bulk.running }, 'bulk jobs were cut off: what they had not written yet is not written');
    }
  });
  const url = await http.listen();
  let closed: Promise<void> | undefined;
  return {
    url,
    catalogue,
    close() {
      closed ??= parts.disposeAsync();
      return closed;
    },
  };
}

function graphSettings(configuration: Configuration): GraphSettings {
  return {
    systemOfRecord: configuration.systemOfRecord ?? null,
    precedence: configuration.precedence,
    rates: configuration.rates ?? null,
  };
}

function single(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}
