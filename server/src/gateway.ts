import { createAuthenticator } from './auth/index.js';
import { createRequestSources, type TenantConnector } from './batching/index.js';
import { createBulkJobs } from './bulk/index.js';
import { createCacheStore, createOnceMemory, invalidate } from './caching/index.js';
import { allowedOrigins, type Configuration } from './config/index.js';
import {
  type Catalogue,
  CatalogueError,
  checkConnections,
  connectorDirectories,
  GATEWAY_VERSION,
  loadCatalogue,
} from './connectors/index.js';
import { degraded } from './degraded.js';
import { createEdges } from './edges.js';
import { extendedGraph } from './extended-graph.js';
import { audienceIdOf, FAILURE_ANSWERS } from './graph/index.js';
import { createGraphEndpoints } from './graph-endpoints.js';
import { createHttpServer } from './http/index.js';
import { NEWEST_MAJOR } from './operation/index.js';
import type { Caller } from './ports/index.js';
import { openRedis, watchPeers } from './redis/index.js';
import { type BreakerDescription, createDefects, createQuotaLedger, type Served } from './resilience/index.js';
import type { Siblings } from './siblings.js';
import { createLogger, createMetrics, type Logger } from './telemetry/index.js';
import { composeTenantConnectors, connectionId } from './tenant-connectors.js';

export interface GatewayOptions {
  /** Directories in which connector packages are looked for; default: see `connectorDirectories`. */
  directories?: readonly string[];
  /** Export conditions besides Node's own, for connector packages run from their sources. */
  conditions?: readonly string[];
  logger?: Logger;
  /** What this process has in common with the other workers of the gateway; default: it is all of the gateway. */
  siblings?: Siblings;
  /** Epoch milliseconds; default the system's clock. */
  now?: () => number;
}

/** Entities that have changed at a vendor. */
export interface Invalidation {
  tenant: string;
  /** Id of the connector. */
  connector: string;
  /**
   * `Contact:512` for a record by its id at the vendor, `Contact/email:ada@example.org` for look-ups by e-mail (trimmed,
   * lower case), `Contact/*` for pages and lists; likewise the other kinds. `posts/user:1` for what `posts/user.byId` has answered, where a
   * connector has such a capability of its own.
   */
  tags: readonly string[];
}

export interface Gateway {
  /** Where it listens, e.g. `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly catalogue: Catalogue;
  /** How every breaker is, in configured order. */
  breakers(): readonly GatewayBreaker[];
  /**
   * Drops the cached answers that speak of what has changed at the vendor by other ways than this gateway, as a vendor's
   * webhook tells; in every process that shares the Redis. Rejects when the tenant has no such connection.
   */
  invalidate(invalidation: Invalidation): Promise<void>;
  /**
   * Takes an error that reached the process when a connector's code is at fault: it is logged, counted, and held against
   * the connector's breaker. False when the gateway cannot say that it is a connector's. To be called from the handler of
   * the process's event itself.
   */
  takeDefect(error: unknown, kind: 'uncaught-exception' | 'unheard-rejection'): boolean;
  /** Lets requests in flight finish, then stops. Idempotent; a later call without `replaced` limits how long bulk jobs may take. */
  close(options?: CloseOptions): Promise<void>;
}

export interface CloseOptions {
  /**
   * Whether another worker serves in its place: then nobody need notice before it stops listening, it never says that it is not ready, and
   * bulk jobs are written to their end, however long. Default false: they get the time that requests get.
   */
  replaced?: boolean;
}

/** One version of a connector for one connection, e.g. `default/hubspot`, and how its breaker is. */
export interface GatewayBreaker extends Served {
  breaker: BreakerDescription;
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

/** A batch of a bulk job takes its turn at the vendor's quotas for so long, milliseconds. */
const BULK_BATCH_MS = 15 * 60_000;

/** Each part that must be closed is put on the stack when it is made; they are closed in the opposite order. */
async function compose(
  configuration: Configuration,
  options: GatewayOptions,
  parts: AsyncDisposableStack,
): Promise<Gateway> {
  const now = options.now ?? Date.now;
  const logger = options.logger ?? createLogger({ level: 'info', pretty: configuration.mode === 'sandbox' });
  const siblings = options.siblings ?? null;
  const metrics = createMetrics(siblings?.gatherMetrics);
  siblings?.answerMetrics(metrics.snapshot);
  const catalogue = await loadCatalogue({
    directories: options.directories ?? connectorDirectories(configuration, process.cwd()),
    connectors: configuration.connectors,
    gatewayVersion: GATEWAY_VERSION,
    conditions: options.conditions ?? [],
  });
  const extended = await extendedGraph(catalogue.choices);
  const problems = [...extended.problems, ...checkConnections(configuration.tenants, catalogue.choices)];
  if (problems.length > 0) throw new CatalogueError(problems, catalogue);
  const redis =
    configuration.redisUrl === undefined
      ? null
      : openRedis(configuration.redisUrl, (message) => logger.warn({ message }, 'redis'), configuration.redisTimeoutMs);
  parts.defer(() => redis?.close());
  metrics.watchRedis(() => redis?.isUp ?? false);
  const store = createCacheStore({ ...configuration.cache, redis, siblings: siblings?.marks ?? null, metrics, now });
  parts.defer(() => store.close());
  const peers = redis === null ? null : watchPeers(redis);
  parts.defer(() => peers?.stop());
  const { quotas } = configuration.resilience;
  const ledger = createQuotaLedger({
    redis,
    ofWorkers: siblings?.ledger ?? null,
    reserve: { interactive: quotas.reserve.interactive / 100, bulk: quotas.reserve.bulk / 100 },
    // Each worker is known to Redis by itself; without it they are one gateway.
    gateways: () => Math.max(quotas.gateways * (redis === null ? 1 : (siblings?.workers ?? 1)), peers?.count() ?? 1),
  });
  const defects = createDefects({ logger, count: (event) => metrics.connectorDefect(event), now });
  const connectors = composeTenantConnectors({
    configuration,
    choices: catalogue.choices,
    store,
    ledger,
    ofWorkers: siblings !== null && redis === null,
    once: siblings?.once ?? (() => createOnceMemory()),
    metrics,
    defects,
    now,
  });
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
  const closing = new AbortController();
  parts.defer(() => closing.abort());
  const bulk = createBulkJobs({
    ...(siblings === null ? {} : { records: siblings.jobs }),
    sourcesFor: (caller) =>
      createRequestSources({
        connectors: connectorsOf(caller),
        caller: { ...caller, traffic: 'bulk' },
        signal: closing.signal,
        budgetMs: BULK_BATCH_MS,
      }),
    audienceIdOf(globalId, connector) {
      const audience = audienceIdOf(globalId, connector);
      return audience.ok ? audience : { ok: false, message: audience.error.message };
    },
    now,
  });
  const edgeOf = createEdges({ configuration, store, authenticate, connectorsOf, metrics, now });
  const endpoints = createGraphEndpoints({
    configuration,
    choices: catalogue.choices,
    graph: extended.graph,
    connectorsOf,
    authenticate,
    bulk,
    edgeOf,
    metrics,
    logger,
    now,
  });
  const { host, port, drainMs, drainDelayMs, overload, logRequests } = configuration.server;
  const http = createHttpServer({
    logger,
    metrics,
    host,
    port,
    drainMs,
    drainDelayMs,
    overload,
    worker: siblings?.worker,
    logRequests,
    endpoints,
    degraded: () => degraded(redis, connectors),
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
  let isReplaced = false;
  const outOfPatience = Promise.withResolvers<void>();
  parts.defer(async () => {
    await http.close({ replaced: isReplaced });
    await Promise.race([bulk.ended(), outOfPatience.promise]);
    if (bulk.running > 0) {
      logger.warn({ jobs: bulk.running }, 'bulk jobs were cut off: what they had not written yet is not written');
    }
  });
  const url = await http.listen();
  let closed: Promise<void> | undefined;
  return {
    url,
    catalogue,
    breakers: () => connectors.breakers.map(({ served, breaker }) => ({ ...served, breaker: breaker.describe() })),
    async invalidate({ tenant, connector, tags }) {
      if (!connectors.tenants.get(tenant)?.has(connector)) {
        throw new Error(
          `Expected a connection of a configured tenant, got tenant "${tenant}", connector "${connector}".`,
        );
      }
      await invalidate(store, { connector, connection: connectionId(tenant, connector) }, tags, now());
    },
    takeDefect: (error, kind) => defects.escaped(error, kind, connectors.breakers),
    close({ replaced = false } = {}) {
      if (!replaced) setTimeout(outOfPatience.resolve, drainDelayMs + drainMs).unref();
      isReplaced = replaced;
      closed ??= parts.disposeAsync();
      return closed;
    },
  };
}
