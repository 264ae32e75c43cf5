import type { Authenticate } from './auth/index.js';
import { bulkRoutes, createBulkWrites } from './bulk-writes.js';
import { createCacheStore, type EdgeStore, invalidate } from './caching/index.js';
import { createCandidates } from './candidates.js';
import { allowedOrigins, type Configuration } from './config/index.js';
import { connectorDirectories, GATEWAY_VERSION } from './connectors/index.js';
import { openControlPlane } from './control-plane.js';
import { declaredInPlace } from './declared-in-place.js';
import { degraded } from './degraded.js';
import { composeGeneration } from './generation.js';
import { startGenerations } from './generations.js';
import { createGraphEndpoints } from './graph-endpoints.js';
import type { OperationServers } from './graph-services.js';
import { createAnswerNotes, createHttpServer } from './http/index.js';
import { openAdmin } from './open-admin.js';
import { openSharedRedis } from './open-shared-redis.js';
import type { KeptAnswer, OperationContext } from './operation/index.js';
import { createDefects, createQuotaLedger, createVendorPools } from './resilience/index.js';
import type { Assignments, ComparisonRecords } from './rollouts/model/index.js';
import type { CloseOptions, Gateway, GatewayBreaker, Invalidation } from './running-gateway.js';
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

export type { CloseOptions, Gateway, GatewayBreaker, Invalidation };

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
  const sharedRedis = await openSharedRedis(configuration, logger);
  parts.defer(() => sharedRedis?.close());
  const redis = sharedRedis?.link ?? null;
  metrics.watchRedis(() => redis?.isUp ?? false);
  const store = await createCacheStore({
    ...configuration.cache,
    redis,
    siblings: siblings?.marks ?? null,
    metrics,
    now,
  });
  parts.defer(() => store.close());
  const plane = await openControlPlane({
    configuration,
    logger,
    now,
    versions: (connector, range) => candidates.resolve(connector, range),
    gates: ({ connector, candidate }) => candidates.runGates(connector, candidate),
    changesOf: (connector, stable, candidate) => candidates.changes(connector, stable, candidate),
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
    gateways: () =>
      Math.max(quotas.gateways * (redis === null ? 1 : (siblings?.workers ?? 1)), sharedRedis?.peers.count() ?? 1),
  });
  const pools = createVendorPools();
  parts.defer(() => pools.close());
  const defects = createDefects({ logger, count: (event) => metrics.connectorDefect(event), now });
  const closing = new AbortController();
  // Of rollouts that were handed in the store knows nothing.
  const keptOnStable = options.assignments === undefined ? plane.keptOnStable : () => false;
  const bulk = createBulkWrites({
    records: isOfWorkers ? siblings.jobs : plane.store.jobs,
    current: () => generations.current,
    keptOnStable,
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
    pools,
    bulk,
    notes,
    shadowing,
    counting: plane.counting,
    keptOnStable,
    fieldUsage: plane.fieldUsage,
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
  const declared = declaredInPlace({ ...plane, catalogue: () => generations.current.catalogue, logger });
  parts.defer(() => declared.close());
  const serving = {
    get catalogue() {
      return generations.current.catalogue;
    },
    breakers: (): readonly GatewayBreaker[] =>
      generations.current.connectors.breakers.map(({ served, breaker }) => ({
        ...served,
        breaker: breaker.describe(),
      })),
    connections: () => generations.current.connectors.connections,
  };
  const admin = openAdmin({
    ...plane,
    configuration,
    env: options.env ?? process.env,
    gateway: serving,
    drift: declared.drift,
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
  void declared.apply(configuration);
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
    async reload(read) {
      const reloaded = await generations.reload(read);
      void declared.apply(generations.current.configuration);
      return reloaded;
    },
    breakers: serving.breakers,
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
