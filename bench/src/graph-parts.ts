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
import { createGraphEndpoints } from '../../server/dist/graph-endpoints.js';
import { NEWEST_MAJOR, type OperationContext, viewOf } from '../../server/dist/operation/index.js';
import { createDefects, createQuotaLedger, Stop } from '../../server/dist/resilience/index.js';
import { createLogger, createMetrics } from '../../server/dist/telemetry/index.js';
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
    store: createCacheStore({ ...configuration.cache, redis: null, siblings: null, metrics, now }),
    ledger: createQuotaLedger({
      redis: null,
      ofWorkers: null,
      reserve: { interactive: 0, bulk: 0 },
      gateways: () => 1,
    }),
    ofWorkers: false,
    once: () => createOnceMemory(),
    metrics,
    defects: createDefects({ logger, count: (event) => metrics.connectorDefect(event), now }),
    now,
  });
  const endpoint = createGraphEndpoints({
    configuration,
    choices,
    graph,
    connectorsOf: ({ tenant }) => tenants.get(tenant) ?? new Map(),
    authenticate: createAuthenticator({
      clients: configuration.clients,
      issuers: configuration.issuers,
      tenants: Object.keys(configuration.tenants),
      sandbox: false,
      now,
    }),
    bulk: createBulkJobs({
      sourcesFor: () => {
        throw new Error('Bulk jobs are no part of the benchmark');
      },
      audienceIdOf: () => ({ ok: false, message: 'Bulk jobs are no part of the benchmark' }),
      now,
    }),
    metrics,
    logger,
    edgeOf: null,
    now,
  }).find(({ major }) => major === NEWEST_MAJOR);
  if (endpoint === undefined) throw new Error(`Expected an endpoint of major ${NEWEST_MAJOR}`);
  return {
    schema: viewOf(graph, NEWEST_MAJOR),
    contextOf: (request) => endpoint.context(request, new Stop()),
  };
}
