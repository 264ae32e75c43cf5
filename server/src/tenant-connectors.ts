import { type ApiBase, apiBaseOf } from '@selvedge/connector-api';
import type { CapabilityName, JobName } from '@selvedge/schema';
import type { TenantConnector } from './batching/index.js';
import { type Common, ComposedVersion, type ComposedVersionOptions } from './composed-version.js';
import type { Configuration } from './config/schema.js';
import type { ConnectorChoice, LoadedConnector } from './connectors/index.js';
import type { LiveSplits } from './live-splits.js';
import type { CapabilitySource, JobSource } from './ports/index.js';
import type { GuardedPackage, QuotaLedger, VendorPools } from './resilience/index.js';
import type { Versions } from './routing/index.js';
import type { FreshReads } from './shadowing/index.js';
import type { SharedByKey } from './shared-by-key.js';
import type { TenantBreakers } from './tenant-breakers.js';
import { connectionKey, openConnection, type TenantConnection } from './tenant-connection.js';
import { versionsOf } from './versions-in-use.js';

export interface TenantConnectorsOptions extends Omit<ComposedVersionOptions, keyof Common> {
  configuration: Configuration;
  choices: ReadonlyMap<string, ConnectorChoice>;
  splits: LiveSplits;
  /** Connections and breakers that other generations hold too; what is taken of them is given back with `parts`. */
  shared: { connections: SharedByKey<TenantConnection>; breakers: TenantBreakers };
  parts: AsyncDisposableStack;
  /** What is taken from the vendors' quotas. */
  ledger: QuotaLedger;
  /** Whether the ledger counts for several workers. */
  ofWorkers: boolean;
  /** The sockets to vendors. */
  pools: VendorPools;
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

/** Composes every loaded version for every tenant's connection. */
export function composeTenantConnectors(options: TenantConnectorsOptions): TenantConnectors {
  const { configuration, choices, parts } = options;
  const { connections, breakers: sharedBreakers } = options.shared;
  const opened: TenantConnection[] = [];
  const breakers: GuardedPackage[] = [];
  const tenants = new Map<string, ReadonlyMap<string, ComposedConnector>>();
  const composing = {
    ...options,
    retry: { retries: configuration.resilience.retries, random: Math.random },
    baseOf: remembered(apiBaseOf),
  };

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
      connectors.set(id, connect(choice, connection, guarded, composing));
    }
    tenants.set(tenant, connectors);
  }
  return { tenants, breakers, connections: opened };
}

function remembered(make: (url: string) => ApiBase): (url: string) => ApiBase {
  const known = new Map<string, ApiBase>();
  return (url) => {
    const base = known.get(url) ?? make(url);
    known.set(url, base);
    return base;
  };
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
  options: TenantConnectorsOptions & Common,
): ComposedConnector {
  const [stable, candidate = null] = guarded.map(
    ({ connector, breaker }) => new ComposedVersion(connector, connection, breaker, options),
  );
  const versions = new TenantVersions(choice.id, stable as ComposedVersion, candidate);
  return {
    split: options.splits.of(choice.id),
    versions,
    fresh: {
      account: connection,
      read: (version, capability) => versions.of(version)?.fresh(capability) ?? null,
      sent: () => ({ ...connection.sent }),
    },
  };
}

/** The versions of one connector over one connection. */
class TenantVersions implements Versions {
  readonly stable: string;
  readonly candidate: string | null;
  readonly #stable: ComposedVersion;
  readonly #candidate: ComposedVersion | null;

  constructor(
    readonly connector: string,
    stable: ComposedVersion,
    candidate: ComposedVersion | null,
  ) {
    this.stable = stable.version;
    this.candidate = candidate?.version ?? null;
    this.#stable = stable;
    this.#candidate = candidate;
  }

  /** Null for one that is not loaded. */
  of(version: string): ComposedVersion | null {
    if (version === this.stable) return this.#stable;
    return version === this.candidate ? this.#candidate : null;
  }

  source<C extends CapabilityName>(version: string, capability: C): CapabilitySource<C> | null {
    return (this.of(version)?.source(capability) ?? null) as CapabilitySource<C> | null;
  }

  largestBatch(version: string, capability: CapabilityName): number | null {
    return this.of(version)?.largestBatch(capability) ?? null;
  }

  callsFor(version: string, capability: CapabilityName, inputs: number): number | null {
    return this.of(version)?.callsFor(capability, inputs) ?? null;
  }

  job<J extends JobName>(version: string, job: J): JobSource<J> | null {
    return (this.of(version)?.job(job) ?? null) as JobSource<J> | null;
  }
}
