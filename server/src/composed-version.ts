import type { ApiBase, CapabilityImplementation, Connector, JobImplementation } from '@selvedge/connector-api';
import { type CapabilityName, type JobName, traitsOf } from '@selvedge/schema';
import { type CacheStore, cached, fieldSetFor, idempotent, invalidating } from './caching/index.js';
import type { Configuration } from './config/schema.js';
import type { LoadedConnector } from './connectors/index.js';
import { freshRead } from './fresh-read.js';
import type { CapabilitySource, JobSource, OnceMemory } from './ports/index.js';
import {
  type Breaker,
  callsFor,
  type Defects,
  guard,
  guardJob,
  kindOf,
  type RetryPolicy,
  reportAsJob,
  type VersionGuards,
} from './resilience/index.js';
import type { FreshRead } from './shadowing/index.js';
import type { Metrics } from './telemetry/index.js';
import type { TenantConnection } from './tenant-connection.js';

/** What all connections have in common, so that it is in the processor's caches whoever's turn it is. */
export interface Common {
  retry: RetryPolicy;
  /** By the text of a base URL; the same object for the same text. */
  baseOf: (url: string) => ApiBase;
}

export interface ComposedVersionOptions extends Common {
  configuration: Pick<Configuration, 'cache' | 'resilience'>;
  store: CacheStore;
  /** What is done once, by what it is: in this process, or in all workers of the gateway. */
  once: (scope: string) => OnceMemory;
  metrics: Metrics;
  defects: Defects;
  /** Epoch milliseconds. */
  now: () => number;
}

type AnySource = CapabilitySource<CapabilityName>;

/** Numbers of the capabilities that are asked of a version, by its definition. */
const places = new WeakMap<Connector, Map<CapabilityName, number>>();

/** The same for all connections, so that the sources of each are in a short array: of thousands of maps, each is slow to look into. */
function placesOf(definition: Connector): Map<CapabilityName, number> {
  const known = places.get(definition) ?? new Map<CapabilityName, number>();
  places.set(definition, known);
  return known;
}

/** One version of a connector over one connection: cache(guard(lift(connector))), composed when it is first asked. */
export class ComposedVersion {
  readonly version: string;
  readonly #definition: Connector;
  readonly #connection: TenantConnection;
  readonly #options: ComposedVersionOptions;
  readonly #guards: VersionGuards;
  readonly #places: Map<CapabilityName, number>;
  /** Each at its capability's place. */
  readonly #sources: (AnySource | null | undefined)[] = [];
  /** Made when they are asked for: most tenants never do. */
  #jobs: Map<JobName, JobSource<JobName> | null> | null = null;
  #fresh: Map<CapabilityName, FreshRead | null> | null = null;

  constructor(
    { id, version, definition }: LoadedConnector,
    connection: TenantConnection,
    breaker: Breaker,
    options: ComposedVersionOptions,
  ) {
    const { configuration, metrics, defects, now, retry, baseOf } = options;
    this.version = version;
    this.#definition = definition;
    this.#places = placesOf(definition);
    this.#connection = connection;
    this.#options = options;
    this.#guards = {
      served: { connector: id, version, connection: connection.id, tagged: configuration.cache.enabled },
      settings: connection.configuration.settings,
      breaker,
      defects,
      vendor: {
        connector: definition,
        version,
        base: baseOf(connection.configuration.baseUrl ?? definition.baseUrl),
        client: connection.client,
        pacer: connection.pacer,
        quota: configuration.resilience.quotas.enabled ? definition.quota : undefined,
        credential: connection.credential,
        retry,
        metrics,
      },
      now,
    };
  }

  /** Null where the version lacks the capability. */
  source(capability: CapabilityName): AnySource | null {
    const place = madeOnce(this.#places, capability, () => this.#places.size);
    let source = this.#sources[place];
    if (source === undefined) {
      source = this.#sourceOf(capability);
      this.#sources[place] = source;
    }
    return source;
  }

  job(job: JobName): JobSource<JobName> | null {
    this.#jobs ??= new Map();
    return madeOnce(this.#jobs, job, () => this.#jobOf(job));
  }

  fresh(capability: CapabilityName): FreshRead | null {
    this.#fresh ??= new Map();
    return madeOnce(this.#fresh, capability, () =>
      freshRead(capability, this.#definition, this.#guards, this.#connection),
    );
  }

  largestBatch(capability: CapabilityName): number | null {
    return this.#definition.capabilities[capability]?.maxBatch ?? null;
  }

  callsFor(capability: CapabilityName, inputs: number): number | null {
    const implementation = this.#definition.capabilities[capability];
    return implementation === undefined ? null : callsFor(inputs, implementation);
  }

  #sourceOf<C extends CapabilityName>(capability: C): CapabilitySource<C> | null {
    const implementation = this.#definition.capabilities[capability] as CapabilityImplementation<C> | undefined;
    if (implementation === undefined) return null;
    const { fieldSets } = implementation;
    if (fieldSets === undefined) return this.#composed(capability, implementation);
    const bySet = new Map<string | undefined, CapabilitySource<C>>();
    const kind = kindOf(capability);
    return (inputs, call) => {
      const fieldSet = fieldSetFor(fieldSets, call.fieldsOf?.(kind) ?? null);
      return madeOnce(bySet, fieldSet, () => this.#composed(capability, implementation, fieldSet))(inputs, call);
    };
  }

  /** The layers over one capability, or over one field set of it. */
  #composed<C extends CapabilityName>(
    capability: C,
    implementation: CapabilityImplementation<C>,
    fieldSet?: string,
  ): CapabilitySource<C> {
    const { configuration, store, metrics, now } = this.#options;
    const { served } = this.#guards;
    const { connector, version, connection } = served;
    const scope = { connector, version, connection, generation: this.#connection.generation };
    const atOnce = guard(this.#guards, { capability, implementation, fieldSet });
    const guarded = this.#withJobs()[capability]?.(atOnce) ?? atOnce;
    const traits = traitsOf(capability, implementation);
    if (traits.kind === 'write') {
      const write = invalidating(capability, guarded, store, scope, now);
      return idempotent(write, { capability, connector, version, memory: this.#connection.idempotency });
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
  #withJobs(): { readonly [C in CapabilityName]?: (atOnce: CapabilitySource<C>) => CapabilitySource<C> } {
    return {
      'performance.report': (atOnce) => {
        const { now, once } = this.#options;
        const { id, generation } = this.#connection;
        const { served } = this.#guards;
        const longerThanDays = this.#definition.jobs?.['performance.report']?.longerThanDays;
        const job = this.#jobOf('performance.report');
        if (job === null || longerThanDays === undefined) return atOnce;
        const budgetMs = this.#definition.capabilities['performance.report']?.deadlineMs;
        const runs = once(JSON.stringify(['reports', id, served.connector, served.version, generation]));
        return reportAsJob(atOnce, { job, longerThanDays, served, runs, budgetMs, now });
      },
    };
  }

  #jobOf<J extends JobName>(job: J): JobSource<J> | null {
    const implementation = this.#definition.jobs?.[job] as JobImplementation<J> | undefined;
    return implementation === undefined ? null : guardJob({ ...this.#guards, job, implementation });
  }
}

function madeOnce<K, V>(made: Map<K, V>, key: K, make: () => V): V {
  let value = made.get(key);
  if (value === undefined) {
    value = make();
    made.set(key, value);
  }
  return value;
}
