import type { CapabilityImplementation, Connector, JobImplementation } from '@selvedge/connector-api';
import { CAPABILITIES, type CapabilityName, type JobName } from '@selvedge/schema';
import type { TenantConnector } from './batching/index.js';
import {
  type CacheStore,
  cached,
  createIdempotencyMemory,
  fieldSetFor,
  hashOf,
  type IdempotencyMemory,
  idempotent,
  invalidating,
} from './caching/index.js';
import type { Configuration, ConnectionConfiguration } from './config/schema.js';
import type { ConnectorChoice, LoadedConnector } from './connectors/index.js';
import { type Credential, createCredential } from './credentials/index.js';
import type { CapabilitySource, JobSource } from './ports/index.js';
import {
  type Breaker,
  type ConnectionClient,
  createBreaker,
  createConnectionClient,
  guard,
  guardJob,
  kindOf,
} from './resilience/index.js';
import type { Metrics } from './telemetry/index.js';

export interface TenantConnectorsOptions {
  configuration: Configuration;
  choices: ReadonlyMap<string, ConnectorChoice>;
  store: CacheStore;
  metrics: Metrics;
  /** Epoch milliseconds. */
  now: () => number;
}

export interface TenantConnectors {
  /** By tenant, then by connector in configured order. */
  readonly tenants: ReadonlyMap<string, ReadonlyMap<string, TenantConnector>>;
  /** Connections and versions that are not being used at the moment, one sentence each. */
  degraded(): readonly string[];
  close(): Promise<void>;
}

/** One connection as all versions of its connector share it. */
interface Connection {
  id: string;
  configuration: ConnectionConfiguration;
  client: ConnectionClient;
  idempotency: IdempotencyMemory;
  credential: WatchedCredential;
}

const DEFAULT_CONCURRENCY = 10;

/** Composes, for every tenant's connection and every loaded version: cache(guard(lift(connector))). */
export function composeTenantConnectors(options: TenantConnectorsOptions): TenantConnectors {
  const { configuration, choices } = options;
  const closers: (() => Promise<void> | void)[] = [];
  const troubles: (() => string | null)[] = [];
  const tenants = new Map<string, ReadonlyMap<string, TenantConnector>>();

  for (const [tenant, { connections }] of Object.entries(configuration.tenants)) {
    const connectors = new Map<string, TenantConnector>();
    for (const [id, choice] of choices) {
      const connectionConfiguration = connections[id];
      if (connectionConfiguration === undefined) continue;
      const connection = openConnection(`${tenant}/${id}`, connectionConfiguration, choice.stable.definition, options);
      closers.push(() => connection.client.close());
      options.metrics.vendorLoad({ connector: id, connection: connection.id }, () => connection.client.load());
      troubles.push(() =>
        connection.credential.refusedAt > connection.client.lastGoodAt
          ? `${id} refuses the credential of ${connection.id}; connect the account again.`
          : null,
      );
      connectors.set(id, connect(choice, connection, options, { closers, troubles }));
    }
    tenants.set(tenant, connectors);
  }
  return {
    tenants,
    degraded: () => troubles.map((trouble) => trouble()).filter((sentence) => sentence !== null),
    async close() {
      await Promise.all(closers.map((close) => close()));
    },
  };
}

function openConnection(
  id: string,
  configuration: ConnectionConfiguration,
  definition: Connector,
  { configuration: { mode }, now }: TenantConnectorsOptions,
): Connection {
  return {
    id,
    configuration,
    idempotency: createIdempotencyMemory(),
    client: createConnectionClient({ concurrency: definition.concurrency ?? DEFAULT_CONCURRENCY }),
    credential: watched(
      createCredential(configuration.credential, definition.credential, { now, allowHttp: mode !== 'production' }),
    ),
  };
}

interface WatchedCredential extends Credential {
  /** Milliseconds of `performance.now()` at which the vendor last refused it; -1 when it never has. */
  readonly refusedAt: number;
}

function watched(credential: Credential): WatchedCredential {
  let refusedAt = -1;
  return {
    ...credential,
    get refusedAt() {
      return refusedAt;
    },
    reject(headers) {
      refusedAt = performance.now();
      return credential.reject(headers);
    },
  };
}

function connect(
  choice: ConnectorChoice,
  connection: Connection,
  options: TenantConnectorsOptions,
  { closers, troubles }: { closers: (() => Promise<void> | void)[]; troubles: (() => string | null)[] },
): TenantConnector {
  const loaded = [choice.stable, choice.candidate?.connector].filter((each) => each !== undefined);
  const versions = new Map(
    loaded.map((connector) => {
      const breaker = breakerOf(connector, connection, options);
      closers.push(() => breaker.shutdown());
      troubles.push(() =>
        breaker.state === 'closed'
          ? null
          : `${connector.id}@${connector.version} for ${connection.id} is not being called (breaker ${breaker.state}).`,
      );
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
      job: <J extends JobName>(version: string, job: J) =>
        (versions.get(version)?.job(job) ?? null) as JobSource<J> | null,
    },
  };
}

function breakerOf(
  connector: LoadedConnector,
  connection: Connection,
  { configuration, metrics }: TenantConnectorsOptions,
): Breaker {
  const labels = { connector: connector.id, version: connector.version, connection: connection.id };
  metrics.breaker({ ...labels, state: 'closed' });
  return createBreaker(configuration.resilience.breaker, (state) => metrics.breaker({ ...labels, state }));
}

/** What one version can do, composed when it is first asked. */
interface VersionSources {
  source(capability: CapabilityName): CapabilitySource<CapabilityName> | null;
  job(job: JobName): JobSource<JobName> | null;
  largestBatch(capability: CapabilityName): number | null;
}

function composeVersion(
  { id, version, definition }: LoadedConnector,
  connection: Connection,
  breaker: Breaker,
  { configuration, store, metrics, now }: TenantConnectorsOptions,
): VersionSources {
  const guards = {
    served: { connector: id, version, connection: connection.id },
    settings: connection.configuration.settings,
    breaker,
    vendor: {
      connector: definition,
      version,
      baseUrl: connection.configuration.baseUrl ?? definition.baseUrl,
      client: connection.client,
      credential: connection.credential,
      retry: { retries: configuration.resilience.retries, random: Math.random },
      metrics,
    },
    now,
  };
  const scope = { connector: id, version, connection: connection.id, generation: generationOf(connection) };

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
    const guarded = guard({ ...guards, capability, implementation, fieldSet });
    if (CAPABILITIES[capability].kind === 'write') {
      const write = invalidating(capability, guarded, store, scope, now);
      return idempotent(write, { capability, connector: id, version, memory: connection.idempotency });
    }
    const { cache } = configuration;
    if (!cache.enabled) return guarded;
    const policy = {
      freshForMs: implementation.freshForMs ?? CAPABILITIES[capability].freshForMs,
      staleWhileRevalidateMs: cache.staleWhileRevalidateMs,
      staleIfErrorMs: cache.staleIfErrorMs,
    };
    return cached(guarded, { capability, fieldSet, scope, policy, store, metrics, now });
  }

  function jobOf<J extends JobName>(job: J): JobSource<J> | null {
    const implementation = definition.jobs?.[job] as JobImplementation<J> | undefined;
    return implementation === undefined ? null : guardJob({ ...guards, job, implementation });
  }

  return {
    source: memoised(sourceOf),
    job: memoised(jobOf),
    largestBatch: (capability) => definition.capabilities[capability]?.maxBatch ?? null,
  };
}

/** Another account is another scope: credential, address and settings all say which account is meant. */
function generationOf({ credential, configuration: { baseUrl, settings } }: Connection): string {
  return hashOf({ credential: credential.generation, baseUrl, settings });
}

function memoised<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key) as V;
  };
}
