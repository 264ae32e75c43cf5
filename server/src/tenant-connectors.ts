import { apiBaseOf, type CapabilityImplementation, type JobImplementation } from '@selvedge/connector-api';
import { type CapabilityName, type JobName, traitsOf } from '@selvedge/schema';
import type { TenantConnector } from './batching/index.js';
import { type CacheStore, cached, fieldSetFor, idempotent, invalidating } from './caching/index.js';
import type { Configuration } from './config/schema.js';
import type { ConnectorChoice, LoadedConnector } from './connectors/index.js';
import { freshRead } from './fresh-read.js';
import type { LiveSplits } from './live-splits.js';
import type { CapabilitySource, JobSource, OnceMemory } from './ports/index.js';
import {
  type Breaker,
  callsFor,
  type Defects,
  type GuardedPackage,
  guard,
  guardJob,
  kindOf,
  type QuotaLedger,
  reportAsJob,
  type VendorPools,
} from './resilience/index.js';
import type { FreshRead, FreshReads } from './shadowing/index.js';
import type { SharedByKey } from './shared-by-key.js';
import type { Metrics } from './telemetry/index.js';
import type { TenantBreakers } from './tenant-breakers.js';
import { connectionKey, openConnection, type TenantConnection } from './tenant-connection.js';
import { versionsOf } from './versions-in-use.js';

export interface TenantConnectorsOptions {
  configuration: Configuration;
  choices: ReadonlyMap<string, ConnectorChoice>;
  splits: LiveSplits;
  /** Connections and breakers that other generations hold too; what is taken of them is given back with `parts`. */
  shared: { connections: SharedByKey<TenantConnection>; breakers: TenantBreakers };
  parts: AsyncDisposableStack;
  store: CacheStore;
  /** What is taken from the vendors' quotas. */
  ledger: QuotaLedger;
  /** Whether the ledger counts for several workers. */
  ofWorkers: boolean;
  /** What is done once, by what it is: in this process, or in all workers of the gateway. */
  once: (scope: string) => OnceMemory;
  /** The sockets to vendors. */
  pools: VendorPools;
  metrics: Metrics;
  defects: Defects;
  /** Epoch milliseconds. */
  now: () => number;
}

export interface TenantConnectors {
  /** By tenant, then by connector in configured order. */
  readonly tenants: ReadonlyMap<string, ReadonlyMap<string, ComposedConnector>>;
  /** The breaker of every loaded version for every connection. */
  readonly breakers: readonly GuardedPackage[];
  readonly connections: readonly TenantConnection[];
}

/** One connector as one tenant has it, for callers and for comparison alone. */
export interface ComposedConnector extends TenantConnector {
  readonly fresh: FreshReads;
}

/** Composes, for every tenant's connection and every loaded version: cache(guard(lift(connector))). */
export function composeTenantConnectors(options: TenantConnectorsOptions): TenantConnectors {
  const { configuration, choices, parts } = options;
  const { connections, breakers: sharedBreakers } = options.shared;
  const opened: TenantConnection[] = [];
  const breakers: GuardedPackage[] = [];
  const tenants = new Map<string, ReadonlyMap<string, ComposedConnector>>();

  for (const [tenant, { connections: configured }] of Object.entries(configuration.tenants)) {
    const connectors = new Map<string, ComposedConnector>();
    for (const [id, choice] of choices) {
      const wanted = configured[id];
      if (wanted === undefined) continue;
      const { definition } = choice.stable;
      const key = connectionKey(connectionId(tenant, id), wanted, definition);
      const connection = connections.take(key, () =>
        openConnection(connectionId(tenant, id), wanted, definition, { ...options, mode: configuration.mode }),
      );
      parts.defer(() => connections.release(key));
      opened.push(connection);
      const guarded = versionsOf(choice).map((connector): GuardedVersion => {
        const served = { connector: id, version: connector.version, connection: connection.id };
        const { breaker: settings } = configuration.resilience;
        const breaker = sharedBreakers.take(served, key, settings);
        parts.defer(() => sharedBreakers.release(served, key, settings));
        return { connector, served, breaker, directory: connector.directory };
      });
      breakers.push(...guarded);
      connectors.set(id, connect(choice, connection, guarded, options));
    }
    tenants.set(tenant, connectors);
  }
  return { tenants, breakers, connections: opened };
}

/** Id of a tenant's account at a vendor: the scope of all that is remembered of it. */
export function connectionId(tenant: string, connector: string): string {
  return `${tenant}/${connector}`;
}

/** A version of a connector behind the breaker of one connection. */
interface GuardedVersion extends GuardedPackage {
  connector: LoadedConnector;
}

function connect(
  choice: ConnectorChoice,
  connection: TenantConnection,
  guarded: readonly GuardedVersion[],
  options: TenantConnectorsOptions,
): ComposedConnector {
  const versions = new Map(
    guarded.map(
      ({ connector, breaker }) => [connector.version, composeVersion(connector, connection, breaker, options)] as const,
    ),
  );
  return {
    split: options.splits.of(choice.id),
    fresh: {
      account: connection,
      read: (version, capability) => versions.get(version)?.fresh(capability) ?? null,
      sent: () => ({ ...connection.sent }),
    },
    versions: {
      connector: choice.id,
      stable: choice.stable.version,
      candidate: choice.candidate?.connector.version ?? null,
      source: <C extends CapabilityName>(version: string, capability: C) =>
        (versions.get(version)?.source(capability) ?? null) as CapabilitySource<C> | null,
      largestBatch: (version, capability) => versions.get(version)?.largestBatch(capability) ?? null,
      callsFor: (version, capability, inputs) => versions.get(version)?.callsFor(capability, inputs) ?? null,
      job: <J extends JobName>(version: string, job: J) =>
        (versions.get(version)?.job(job) ?? null) as JobSource<J> | null,
    },
  };
}

/** What one version can do, composed when it is first asked. */
interface VersionSources {
  source(capability: CapabilityName): CapabilitySource<CapabilityName> | null;
  job(job: JobName): JobSource<JobName> | null;
  fresh(capability: CapabilityName): FreshRead | null;
  largestBatch(capability: CapabilityName): number | null;
  callsFor(capability: CapabilityName, inputs: number): number | null;
}

function composeVersion(
  { id, version, definition }: LoadedConnector,
  connection: TenantConnection,
  breaker: Breaker,
  { configuration, store, once, metrics, defects, now }: TenantConnectorsOptions,
): VersionSources {
  const guards = {
    served: { connector: id, version, connection: connection.id, tagged: configuration.cache.enabled },
    settings: connection.configuration.settings,
    breaker,
    defects,
    vendor: {
      connector: definition,
      version,
      base: apiBaseOf(connection.configuration.baseUrl ?? definition.baseUrl),
      client: connection.client,
      pacer: connection.pacer,
      quota: configuration.resilience.quotas.enabled ? definition.quota : undefined,
      credential: connection.credential,
      retry: { retries: configuration.resilience.retries, random: Math.random },
      metrics,
    },
    now,
  };
  const scope = { connector: id, version, connection: connection.id, generation: connection.generation };

  function sourceOf<C extends CapabilityName>(capability: C): CapabilitySource<C> | null {
    const implementation = definition.capabilities[capability] as CapabilityImplementation<C> | undefined;
    if (implementation === undefined) return null;
    const { fieldSets } = implementation;
    if (fieldSets === undefined) return composed(capability, implementation);
    const bySet = memoised((fieldSet: string | undefined) => composed(capability, implementation, fieldSet));
    const kind = kindOf(capability);
    return (inputs, call) => bySet(fieldSetFor(fieldSets, call.fieldsOf?.(kind) ?? null))(inputs, call);
  }

  /** The layers over one capability, or over one field set of it. */
  function composed<C extends CapabilityName>(
    capability: C,
    implementation: CapabilityImplementation<C>,
    fieldSet?: string,
  ): CapabilitySource<C> {
    const atOnce = guard({ ...guards, capability, implementation, fieldSet });
    const guarded = withJob[capability]?.(atOnce) ?? atOnce;
    const traits = traitsOf(capability, implementation);
    if (traits.kind === 'write') {
      const write = invalidating(capability, guarded, store, scope, now);
      return idempotent(write, { capability, connector: id, version, memory: connection.idempotency });
    }
    const { cache } = configuration;
    if (!cache.enabled) return guarded;
    const policy = {
      freshForMs: traits.freshForMs,
      staleWhileRevalidateMs: cache.staleWhileRevalidateMs,
      staleIfErrorMs: cache.staleIfErrorMs,
    };
    return cached(guarded, { capability, fieldSet, scope, policy, deadlineMs: traits.deadlineMs, store, metrics, now });
  }

  /** Reports, of which the long ones are the vendor's own job where it has one. */
  const withJob: { readonly [C in CapabilityName]?: (atOnce: CapabilitySource<C>) => CapabilitySource<C> } = {
    'performance.report': (atOnce) => {
      const longerThanDays = definition.jobs?.['performance.report']?.longerThanDays;
      const job = jobOf('performance.report');
      if (job === null || longerThanDays === undefined) return atOnce;
      const budgetMs = definition.capabilities['performance.report']?.deadlineMs;
      const runs = once(JSON.stringify(['reports', connection.id, id, version, connection.generation]));
      return reportAsJob(atOnce, { job, longerThanDays, served: guards.served, runs, budgetMs, now });
    },
  };

  function jobOf<J extends JobName>(job: J): JobSource<J> | null {
    const implementation = definition.jobs?.[job] as JobImplementation<J> | undefined;
    return implementation === undefined ? null : guardJob({ ...guards, job, implementation });
  }

  return {
    source: memoised(sourceOf),
    job: memoised(jobOf),
    fresh: memoised((capability) => freshRead(capability, definition, guards, connection)),
    largestBatch: (capability) => definition.capabilities[capability]?.maxBatch ?? null,
    callsFor(capability, inputs) {
      const implementation = definition.capabilities[capability];
      return implementation === undefined ? null : callsFor(inputs, implementation);
    },
  };
}

function memoised<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key) as V;
  };
}
