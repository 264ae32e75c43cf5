/**
 * The gateway's graph without its server: the schema with its resolvers, and the context of each request with sources of its
 * own. Composed of the gateway's inner parts, so that another server can execute exactly what the gateway does.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Configuration } from '@selvedge/server';
import { createAuthenticator } from '../../server/dist/auth/index.js';
import { createBulkJobs } from '../../server/dist/bulk/index.js';
import { createCacheStore, createOnceMemory } from '../../server/dist/caching/index.js';
import { connectorDirectories, GATEWAY_VERSION, loadCatalogue } from '../../server/dist/connectors/index.js';
import { extendedGraph } from '../../server/dist/extended-graph.js';
import { createGraphServices, startOperationServers } from '../../server/dist/graph-services.js';
import { createAnswerNotes } from '../../server/dist/http/index.js';
import { createLiveSplits } from '../../server/dist/live-splits.js';
import { MAJORS, NEWEST_MAJOR, type OperationContext, viewOf } from '../../server/dist/operation/index.js';
import { createHolds } from '../../server/dist/ports/index.js';
import { createDefects, createQuotaLedger, createVendorPools, Stop } from '../../server/dist/resilience/index.js';
import { createSharedByKey } from '../../server/dist/shared-by-key.js';
import { createLogger, createMetrics } from '../../server/dist/telemetry/index.js';
import { createTenantBreakers } from '../../server/dist/tenant-breakers.js';
import type { TenantConnection } from '../../server/dist/tenant-connection.js';
import { composeTenantConnectors } from '../../server/dist/tenant-connectors.js';

export interface GraphParts {
  /** An executable `GraphQLSchema` of the gateway's graphql package. */
  schema: unknown;
  /** Rejects when the headers bear no known credential. */
  contextOf(request: { headers: IncomingHttpHeaders; id: string }): Promise<OperationContext>;
}

/** @throws Error when a connector cannot be loaded, or adds to the graph what does not fit */
export async function graphParts(configuration: Configuration): Promise<GraphParts> {
  const now = Date.now;
  const [logger, metrics] = [createLogger({ level: 'warn' }), createMetrics()];
  const { choices } = await loadCatalogue({
    directories: connectorDirectories(configuration, process.cwd()),
    connectors: configuration.connectors,
    gatewayVersion: GATEWAY_VERSION,
    conditions: [],
  });
  const { graph, problems } = await extendedGraph(choices);
  if (problems.length > 0) throw new Error(`The graph cannot be extended: ${problems.map(({ message }) => message)}`);
  const { tenants } = composeTenantConnectors({
    configuration,
    choices,
    splits: createLiveSplits(choices, new Map()),
    shared: {
      connections: createSharedByKey<TenantConnection>((connection) => connection.close()),
      breakers: createTenantBreakers(metrics),
    },
    parts: new AsyncDisposableStack(),
    store: await createCacheStore({ ...configuration.cache, redis: null, siblings: null, metrics, now }),
    ledger: createQuotaLedger({
      redis: null,
      ofWorkers: null,
      reserve: { interactive: 0, bulk: 0 },
      gateways: () => 1,
    }),
    ofWorkers: false,
    once: () => createOnceMemory(),
    pools: createVendorPools(),
    metrics,
    defects: createDefects({ logger, count: (event) => metrics.connectorDefect(event), now }),
    now,
  });
  const { servers } = startOperationServers({
    configuration,
    graph,
    notes: createAnswerNotes<OperationContext>(),
    metrics,
    logger,
  });
  const services = createGraphServices({
    configuration,
    choices,
    servers,
    connectorsOf: ({ tenant }) => tenants.get(tenant) ?? new Map(),
    authenticate: createAuthenticator({
      clients: configuration.clients,
      issuers: configuration.issuers,
      tenants: Object.keys(configuration.tenants),
      sandbox: false,
      now,
    }),
    bulk: createBulkJobs({
      openSources: () => {
        throw new Error('Bulk jobs are no part of the benchmark');
      },
      audienceIdOf: () => ({ ok: false, message: 'Bulk jobs are no part of the benchmark' }),
      now,
    }),
    counting: () => undefined,
    keptOnStable: () => false,
    fieldUsage: { of: () => ({ operation: () => () => {} }) },
    shadowing: { begin: () => null },
    metrics,
    edgeOf: null,
    holds: createHolds(),
    now,
  });
  const service = services[MAJORS.findIndex(({ number }) => number === NEWEST_MAJOR)];
  if (service === undefined) throw new Error(`Expected a service of major ${NEWEST_MAJOR}`);
  return {
    schema: viewOf(graph, NEWEST_MAJOR),
    contextOf: (request) => service.context(request, new Stop()),
  };
}
