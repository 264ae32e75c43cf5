import { admissionOf, createAdminEndpoint } from './admin/index.js';
import { createAdminSources } from './admin-sources.js';
import type { Authenticate } from './auth/index.js';
import { bulkRoutes, createBulkWrites } from './bulk-writes.js';
import { createCacheStore, type EdgeStore, invalidate } from './caching/index.js';
import { type Candidates, createCandidates } from './candidates.js';
import { allowedOrigins, type Configuration } from './config/index.js';
import { type Catalogue, connectorDirectories, GATEWAY_VERSION } from './connectors/index.js';
import { openControlPlane } from './control-plane.js';
import { degraded } from './degraded.js';
import { composeGeneration } from './generation.js';
import { startGenerations } from './generations.js';
import { createGraphEndpoints } from './graph-endpoints.js';
import type { OperationServers } from './graph-services.js';
import { createAnswerNotes, createHttpServer } from './http/index.js';
import type { KeptAnswer, OperationContext } from './operation/index.js';
import { openRedis, watchPeers } from './redis/index.js';
import { type BreakerDescription, createDefects, createQuotaLedger, type Served } from './resilience/index.js';
import type { Assignments, ComparisonRecords } from './rollouts/model/index.js';
import { startShadowComparison } from './shadow-comparison.js';
import { createSharedByKey } from './shared-by-key.js';
import type { Siblings } from './siblings.js';
import { storeLocation } from './store/index.js';
import { createLogger, createMetrics, type Logger } from './telemetry/index.js';
import { createTenantBreakers } from './tenant-breakers.js';
import type { TenantConnection } from './tenant-connection.js';
import { connectionId } from './tenant-connectors.js';

export interface GatewayOptions {
  /** Directories in which connector packages are looked for; default: see `connectorDirectories`. */
  directories?: readonly string[];
  /** Export conditions besides Node's own, for connector packages run from their sources. */
  conditions?: readonly string[];
  logger?: Logger;
  /** What this process has in common with the other workers of the gateway; default: it is all of the gateway. */
  siblings?: Siblings;
  /** Who is on trial; default: as the store says. */
  assignments?: Assignments;
  /** Where is told what the shadow comparison of rollouts found; default: the store. */
  comparisons?: Pick<ComparisonRecords, 'add'>;
  /** Default: the process's. */
  env?: Readonly<Record<string, string | undefined>>;
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
  /** What answers new requests. */
  readonly catalogue: Catalogue;
  /** Number of the composition that answers new requests, from 1. */
  readonly generation: number;
  /** What could be put on trial beside the versions in use. */
  readonly candidates: Candidates;
  /**
   * Takes over another configuration, with connector packages as they are installed now, without a request failing. Rejects with a
   * CatalogueError, or with what else is wrong, and changes nothing. `later`: settings that take effect at the next start.
   */
  reload(configuration: Configuration): Promise<{ later: readonly string[] }>;
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
  const plane = await openControlPlane({
    configuration,
    logger,
    now,
    versions: (connector, range) => candidates.resolve(connector, range),
    gates: ({ connector, candidate }) => candidates.runGates(connector, candidate),
  });
  parts.defer(() => plane.close());
  // A store in memory is this process's alone.
  const isOfWorkers = siblings !== null && storeLocation(configuration).kind === 'memory';
  const { quotas } = configuration.resilience;
  const ledger = createQuotaLedger({
    redis,
    ofWorkers: siblings?.ledger ?? null,
    reserve: { interactive: quotas.reserve.interactive / 100, bulk: quotas.reserve.bulk / 100 },
    // Each worker is known to Redis by itself; without it they are one gateway.
    gateways: () => Math.max(quotas.gateways * (redis === null ? 1 : (siblings?.workers ?? 1)), peers?.count() ?? 1),
  });
  const defects = createDefects({ logger, count: (event) => metrics.connectorDefect(event), now });
  const closing = new AbortController();
  const bulk = createBulkWrites({
    records: isOfWorkers ? siblings.jobs : plane.store.jobs,
    current: () => generations.current,
    signal: closing.signal,
    now,
  });
  const notes = createAnswerNotes<OperationContext>();
  const assignments = options.assignments ?? plane.assignments;
  const shadowing = startShadowComparison({
    assignments,
    records: options.comparisons ?? plane.store.comparisons,
    readsOf: (tenant, connector) => generations.current.connectors.tenants.get(tenant)?.get(connector)?.fresh ?? null,
    metrics,
    logger,
    now,
  });
  parts.defer(() => shadowing.close());
  const shared = {
    store,
    ledger,
    ofWorkers: siblings !== null && redis === null,
    once: isOfWorkers ? siblings.once : plane.store.once,
    bulk,
    notes,
    shadowing,
    counting: plane.counting,
    metrics,
    defects,
    logger,
    shared: {
      connections: createSharedByKey<TenantConnection>((connection) => connection.close()),
      breakers: createTenantBreakers(metrics),
      authenticators: createSharedByKey<Authenticate>(() => {}),
      servers: createSharedByKey<OperationServers>((servers) => servers.stop()),
      answers: createSharedByKey<EdgeStore<KeptAnswer>>(() => {}),
    },
    directories: (wanted: Configuration) => options.directories ?? connectorDirectories(wanted, process.cwd()),
    conditions: options.conditions ?? [],
    now,
  };
  const generations = await startGenerations({
    first: configuration,
    compose: (input) => composeGeneration(input, shared),
    assignments,
    logger,
    metrics,
  });
  parts.defer(() => generations.close());
  const candidates = createCandidates({
    ...shared,
    current: () => ({
      configuration: generations.current.configuration,
      choices: generations.current.catalogue.choices,
    }),
    gatewayVersion: GATEWAY_VERSION,
  });
  parts.defer(() => closing.abort());
  const admission = admissionOf(configuration, options.env ?? process.env);
  const admin =
    admission.kind === 'nobody'
      ? null
      : await createAdminEndpoint({
          admission,
          sources: createAdminSources(plane),
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
    endpoints: createGraphEndpoints(() => generations.current.services),
    notes,
    degraded: () => degraded(redis, generations),
    admin,
    bulk: bulkRoutes(bulk, () => generations.current),
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
  plane.decide();
  let closed: Promise<void> | undefined;
  return {
    url,
    get catalogue() {
      return generations.current.catalogue;
    },
    get generation() {
      return generations.number;
    },
    candidates,
    reload: (next) => generations.reload(next),
    breakers: () =>
      generations.current.connectors.breakers.map(({ served, breaker }) => ({
        ...served,
        breaker: breaker.describe(),
      })),
    async invalidate({ tenant, connector, tags }) {
      if (!generations.current.connectors.tenants.get(tenant)?.has(connector)) {
        throw new Error(
          `Expected a connection of a configured tenant, got tenant "${tenant}", connector "${connector}".`,
        );
      }
      await invalidate(store, { connector, connection: connectionId(tenant, connector) }, tags, now());
    },
    takeDefect: (error, kind) => defects.escaped(error, kind, generations.breakers()),
    close({ replaced = false } = {}) {
      if (!replaced) setTimeout(outOfPatience.resolve, drainDelayMs + drainMs).unref();
      isReplaced = replaced;
      closed ??= parts.disposeAsync();
      return closed;
    },
  };
}
