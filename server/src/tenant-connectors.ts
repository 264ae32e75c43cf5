import { apiBaseOf, type CapabilityImplementation, type JobImplementation } from '@selvedge/connector-api';
import { type CapabilityName, type JobName, traitsOf } from '@selvedge/schema';
import type { TenantConnector } from './batching/index.js';
import { type CacheStore, cached, fieldSetFor, idempotent, invalidating } from './caching/index.js';
import type { Configuration } from './config/schema.js';
import type { ConnectorChoice, LoadedConnector } from './connectors/index.js';
import type { CapabilitySource, JobSource, OnceMemory } from './ports/index.js';
import {
  type Breaker,
  callsFor,
  createBreaker,
  type Defects,
  type GuardedPackage,
  guard,
  guardJob,
  kindOf,
  type QuotaLedger,
  reportAsJob,
} from './resilience/index.js';
import type { Metrics } from './telemetry/index.js';
import { openConnection, type TenantConnection } from './tenant-connection.js';

export interface TenantConnectorsOptions {
  configuration: Configuration;
  choices: ReadonlyMap<string, ConnectorChoice>;
  store: CacheStore;
  /** What is taken from the vendors' quotas. */
  ledger: QuotaLedger;
  /** Whether the ledger counts for several workers. */
  ofWorkers: boolean;
  /** What is done once, by what it is: in this process, or in all workers of the gateway. */
  once: (scope: string) => OnceMemory;
  metrics: Metrics;
  defects: Defects;
  /** Epoch milliseconds. */
  now: () => number;
}

export interface TenantConnectors {
  /** By tenant, then by connector in configured order. */
  readonly tenants: ReadonlyMap<string, ReadonlyMap<string, TenantConnector>>;
  /** The breaker of every loaded version for every connection. */
  readonly breakers: readonly GuardedPackage[];
  readonly connections: readonly TenantConnection[];
  close(): Promise<void>;
}

/** Composes, for every tenant's connection and every loaded version: cache(guard(lift(connector))). */
export function composeTenantConnectors(options: TenantConnectorsOptions): TenantConnectors {
  const { configuration, choices } = options;
  const opened: TenantConnection[] = [];
  const breakers: GuardedPackage[] = [];
  const tenants = new Map<string, ReadonlyMap<string, TenantConnector>>();

  for (const [tenant, { connections }] of Object.entries(configuration.tenants)) {
    const connectors = new Map<string, TenantConnector>();
    for (const [id, choice] of choices) {
      const connectionConfiguration = connections[id];
      if (connectionConfiguration === undefined) continue;
      const connection = openConnection(connectionId(tenant, id), connectionConfiguration, choice.stable.definition, {
        ...options,
        mode: configuration.mode,
      });
      opened.push(connection);
      options.metrics.vendorLoad({ connector: id, connection: connection.id }, () => connection.client.load());
      connectors.set(id, connect(choice, connection, options, breakers));
    }
    tenants.set(tenant, connectors);
  }
  return {
    tenants,
    breakers,
    connections: opened,
    async close() {
      for (const { breaker } of breakers) breaker.shutdown();
      await Promise.all(opened.map(({ client }) => client.close()));
    },
  };
}

/** Id of a tenant's account at a vendor: the scope of all that is remembered of it. */
export function connectionId(tenant: string, connector: string): string {
  return `${tenant}/${connector}`;
}

function connect(
  choice: ConnectorChoice,
  connection: TenantConnection,
  options: TenantConnectorsOptions,
  breakers: GuardedPackage[],
): TenantConnector {
  const loaded = [choice.stable, choice.candidate?.connector].filter((each) => each !== undefined);
  const versions = new Map(
    loaded.map((connector) => {
      const breaker = breakerOf(connector, connection, options);
      breakers.push({
        served: { connector: connector.id, version: connector.version, connection: connection.id },
        breaker,
        directory: connector.directory,
      });
      return [connector.version, composeVersion(connector, connection, breaker, options)] as const;
    }),
  );
  const candidate = choice.candidate;
  return {
    split: {
      connector: choice.id,
      stable: choice.stable.version,
      candidate:
        candidate === null
          ? null
          : {
              version: candidate.connector.version,
              weight: candidate.weight,
              stickyBy: options.configuration.connectors[choice.id]?.candidate?.stickyBy ?? 'user',
            },
    },
    versions: {
      connector: choice.id,
      stable: choice.stable.version,
      candidate: candidate?.connector.version ?? null,
      source: <C extends CapabilityName>(version: string, capability: C) =>
        (versions.get(version)?.source(capability) ?? null) as CapabilitySource<C> | null,
      largestBatch: (version, capability) => versions.get(version)?.largestBatch(capability) ?? null,
      callsFor: (version, capability, inputs) => versions.get(version)?.callsFor(capability, inputs) ?? null,
      job: <J extends JobName>(version: string, job: J) =>
        (versions.get(version)?.job(job) ?? null) as JobSource<J> | null,
    },
  };
}

function breakerOf(
  connector: LoadedConnector,
  connection: TenantConnection,
  { configuration, metrics }: TenantConnectorsOptions,
): Breaker {
  const labels = { connector: connector.id, version: connector.version, connection: connection.id };
  metrics.breaker({ ...labels, state: 'closed', nextProbeAt: null });
  return createBreaker(configuration.resilience.breaker, {
    onChange: (described) =>
      metrics.breaker({
        ...labels,
        state: described.state,
        nextProbeAt: described.state === 'open' ? described.nextProbeAt : null,
      }),
    onFailure: ({ class: failureClass, at }) => metrics.breakerFailure({ ...labels, class: failureClass, at }),
  });
}

/** What one version can do, composed when it is first asked. */
interface VersionSources {
  source(capability: CapabilityName): CapabilitySource<CapabilityName> | null;
  job(job: JobName): JobSource<JobName> | null;
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
