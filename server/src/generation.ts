import { type Authenticate, createAuthenticator } from './auth/index.js';
import type { TenantConnector } from './batching/index.js';
import { type CacheStore, createEdgeStore, type EdgeStore, hashOf } from './caching/index.js';
import type { Configuration } from './config/index.js';
import { type Catalogue, type ConnectorChoice, GATEWAY_VERSION } from './connectors/index.js';
import { createEdges } from './edges.js';
import { createGraphServices, type OperationServers, startOperationServers } from './graph-services.js';
import type { AnswerNotes, GraphService } from './http/index.js';
import { createLiveSplits, type LiveSplits } from './live-splits.js';
import type { Edge, KeptAnswer, OperationContext } from './operation/index.js';
import { type BulkJobs, type Caller, createHolds, type Holds, type OnceMemory } from './ports/index.js';
import type { Defects, QuotaLedger, VendorPools } from './resilience/index.js';
import type { Counting } from './rollouts/counting/index.js';
import type { FieldUsage } from './rollouts/eligibility/index.js';
import type { Assignment } from './rollouts/model/index.js';
import type { Eligibility, Split } from './routing/index.js';
import type { Shadowing } from './shadowing/index.js';
import type { SharedByKey } from './shared-by-key.js';
import type { Logger, Metrics } from './telemetry/index.js';
import type { TenantBreakers } from './tenant-breakers.js';
import type { TenantConnection } from './tenant-connection.js';
import { composeTenantConnectors, type TenantConnectors } from './tenant-connectors.js';
import { type UnavailableCandidate, versionsInUse } from './versions-in-use.js';

/** All that depends on the configuration and on the loaded versions, composed as one: it answers a request as a whole. */
export interface Generation {
  readonly configuration: Configuration;
  readonly catalogue: Catalogue;
  readonly splits: LiveSplits;
  /** Connectors whose candidate a rollout has named. */
  readonly assigned: ReadonlySet<string>;
  /** Rollouts that it cannot follow. */
  readonly unavailable: readonly UnavailableCandidate[];
  readonly connectors: TenantConnectors;
  connectorsOf(caller: Caller): ReadonlyMap<string, TenantConnector>;
  readonly authenticate: Authenticate;
  /** In the order of the majors. */
  readonly services: readonly GraphService<OperationContext>[];
  /** Held by each request and each bulk job that it answers. */
  readonly holds: Holds;
  /** To be called when nobody holds it any more. */
  close(): Promise<void>;
}

/** What outlives generations. */
export interface GenerationParts {
  store: CacheStore;
  ledger: QuotaLedger;
  /** Whether the ledger counts for several workers. */
  ofWorkers: boolean;
  once: (scope: string) => OnceMemory;
  /** The sockets to vendors. */
  pools: VendorPools;
  bulk: BulkJobs;
  notes: AnswerNotes<OperationContext>;
  shadowing: Pick<Shadowing, 'begin'>;
  /** Counts operations as evidence for rollouts. */
  counting: Counting;
  /** Who is kept on stable while a rollout is under way. */
  keptOnStable: Eligibility;
  /** Hears what callers' operations touch. */
  fieldUsage: Pick<FieldUsage, 'of'>;
  metrics: Metrics;
  defects: Defects;
  logger: Logger;
  /** What a generation hands over to the next where the next would make the same. */
  shared: {
    connections: SharedByKey<TenantConnection>;
    breakers: TenantBreakers;
    authenticators: SharedByKey<Authenticate>;
    servers: SharedByKey<OperationServers>;
    answers: SharedByKey<EdgeStore<KeptAnswer>>;
  };
  /** Directories in which connector packages are looked for. */
  directories: (configuration: Configuration) => readonly string[];
  /** Export conditions besides Node's own, for connector packages run from their sources. */
  conditions: readonly string[];
  /** Epoch milliseconds. */
  now: () => number;
}

export interface GenerationInput {
  configuration: Configuration;
  assignments: readonly Assignment[];
  /** Versions that stay whatever is installed by now; null: ranges are resolved anew. */
  kept: ReadonlyMap<string, ConnectorChoice> | null;
}

/** Rejects with a CatalogueError, or with what else is wrong with the configuration; then nothing of it is left. */
export async function composeGeneration(input: GenerationInput, shared: GenerationParts): Promise<Generation> {
  const parts = new AsyncDisposableStack();
  try {
    return await compose(input, shared, parts);
  } catch (error) {
    await parts.disposeAsync();
    throw error;
  }
}

async function compose(
  { configuration, assignments, kept }: GenerationInput,
  shared: GenerationParts,
  parts: AsyncDisposableStack,
): Promise<Generation> {
  const { bulk, notes, shadowing, metrics, logger, now } = shared;
  const inUse = await versionsInUse({
    configuration,
    assignments,
    kept,
    directories: shared.directories(configuration),
    conditions: shared.conditions,
    gatewayVersion: GATEWAY_VERSION,
  });
  const { choices } = inUse.catalogue;
  const splits = createLiveSplits(choices, configuredCandidates(configuration, choices, inUse.assigned));
  splits.follow(assignments);
  const connectors = composeTenantConnectors({ ...shared, configuration, choices, splits, parts });
  const connectorsOf = ({ tenant }: Caller): ReadonlyMap<string, TenantConnector> =>
    connectors.tenants.get(tenant) ?? new Map();
  const authenticate = taken(shared.shared.authenticators, callersOf(configuration), () =>
    createAuthenticator({ ...callersOf(configuration), now }),
  );
  const { servers, started } = taken(shared.shared.servers, graphOf(configuration, choices), () =>
    startOperationServers({ configuration, graph: inUse.graph, notes, metrics, logger }),
  );
  await started;
  const holds = createHolds();
  const services = createGraphServices({
    configuration,
    choices,
    servers,
    connectorsOf,
    authenticate,
    bulk,
    edgeOf: edges(),
    shadowing,
    counting: shared.counting,
    keptOnStable: shared.keptOnStable,
    fieldUsage: shared.fieldUsage,
    metrics,
    holds,
    now,
  });

  /** The value that others hold with the same key. */
  function taken<T>(held: SharedByKey<T>, key: unknown, make: () => T): T {
    const text = hashOf(key);
    const value = held.take(text, make);
    parts.defer(() => held.release(text));
    return value;
  }

  /** An answer is kept on while whatever makes it is as it was; who answers whom is part of its own key. */
  function edges(): ((major: number) => Edge) | null {
    const { enabled, edge } = configuration.cache;
    if (!enabled || !edge.enabled) return null;
    const stable = [...choices.values()].map(({ id, stable: { version } }) => [id, version]);
    const answers = taken(shared.shared.answers, { configuration, stable }, () =>
      createEdgeStore<KeptAnswer>({ store: shared.store, maxBytes: edge.maxBytes, now }),
    );
    return createEdges({ answers, authenticate, connectorsOf, keptOnStable: shared.keptOnStable, metrics, now });
  }

  return {
    configuration,
    catalogue: inUse.catalogue,
    splits,
    assigned: inUse.assigned,
    unavailable: inUse.unavailable,
    connectors,
    connectorsOf,
    authenticate,
    services,
    holds,
    close: () => parts.disposeAsync(),
  };
}

function configuredCandidates(
  { connectors }: Configuration,
  choices: ReadonlyMap<string, ConnectorChoice>,
  assigned: ReadonlySet<string>,
): ReadonlyMap<string, Split['candidate']> {
  return new Map(
    [...choices].map(([id, { candidate }]) => {
      const stickyBy = connectors[id]?.candidate?.stickyBy ?? 'user';
      const isConfigured = candidate !== null && !assigned.has(id);
      return [id, isConfigured ? { version: candidate.connector.version, weight: candidate.weight, stickyBy } : null];
    }),
  );
}

/** What says who may call. */
function callersOf({ clients, issuers, tenants, mode }: Configuration) {
  return { clients, issuers, tenants: Object.keys(tenants), sandbox: mode === 'sandbox' };
}

/** What decides how operations are executed. */
function graphOf({ mode, operations, limits }: Configuration, choices: ReadonlyMap<string, ConnectorChoice>) {
  const extensions = [...choices.values()].map(({ id, stable: { definition } }) => ({
    id,
    graph: definition.graph,
    capabilities: definition.graph === undefined ? [] : Object.keys(definition.capabilities),
  }));
  return { mode, operations, limits, extensions };
}
