import { randomUUID } from 'node:crypto';
import type { Connector } from '@selvedge/connector-api';
import { hashOf } from './caching/index.js';
import type { Configuration, ConnectionConfiguration } from './config/schema.js';
import { createCredential, type WatchedCredential, watched } from './credentials/index.js';
import type { OnceMemory } from './ports/index.js';
import {
  type ConnectionClient,
  createConnectionClient,
  createPacer,
  createUsageNotes,
  type Pacer,
  type PacerEvent,
  type QuotaLedger,
  type UsageNotes,
  type VendorPools,
} from './resilience/index.js';
import type { SentCalls } from './shadowing/index.js';
import type { Metrics } from './telemetry/index.js';

/** One tenant's account at one vendor, as all versions of its connector share it. */
export interface TenantConnection {
  /** `<tenant>/<connector>` */
  id: string;
  connector: string;
  configuration: ConnectionConfiguration;
  client: ConnectionClient;
  pacer: Pacer;
  /** The idempotency keys used on it. */
  idempotency: OnceMemory;
  credential: WatchedCredential;
  /** HTTP requests that this process has sent to the account so far. */
  readonly sent: SentCalls;
  /** How the windows of its quotas stand. */
  readonly quotas: UsageNotes['read'];
  /** Changes with the credential, the address and the settings: each says which account is meant. */
  generation: string;
  close(): void;
}

export interface OpenConnectionOptions {
  mode: Configuration['mode'];
  ledger: QuotaLedger;
  /** Whether the ledger counts calls in flight for several workers, which together are to be one gateway to the vendor. */
  ofWorkers: boolean;
  once: (scope: string) => OnceMemory;
  /** The sockets to vendors. */
  pools: VendorPools;
  metrics: Metrics;
  /** Epoch milliseconds. */
  now: () => number;
}

const DEFAULT_CONCURRENCY = 10;
const GATEWAY = randomUUID();

/** Differs where another connection must be opened: an account of its own, another way in, or other limits. */
export function connectionKey(
  id: string,
  configuration: ConnectionConfiguration,
  { concurrency, credential: scheme }: Connector,
): string {
  return hashOf({ id, configuration, scheme, concurrency });
}

export function openConnection(
  id: string,
  configuration: ConnectionConfiguration,
  { id: connector, concurrency, credential: scheme }: Connector,
  { mode, ledger, ofWorkers, once, pools, metrics, now }: OpenConnectionOptions,
): TenantConnection {
  const { baseUrl, settings } = configuration;
  const credential = watched(
    createCredential(configuration.credential, scheme, { now, allowHttp: mode !== 'production' }),
  );
  const sent = { forCallers: 0, forShadow: 0 };
  const quotaUse = metrics.quotaUse(id);
  const quotas = createUsageNotes(now);
  const generation = hashOf({ credential: credential.generation, baseUrl, settings });
  const client = createConnectionClient({ concurrency: concurrency ?? DEFAULT_CONCURRENCY, pools });
  const forget = metrics.vendorLoad({ connector, connection: id }, () => client.load());
  return {
    id,
    connector,
    configuration,
    idempotency: once(JSON.stringify(['writes', id, generation])),
    client,
    pacer: createPacer({
      ledger,
      connector,
      // Tenants with one credential share its quotas.
      account: hashOf({ connector, credential: credential.generation, baseUrl }),
      concurrency: concurrency ?? (ofWorkers ? DEFAULT_CONCURRENCY : null),
      gateway: GATEWAY,
      wallClock: now,
      onEvent(event) {
        if (event.kind === 'sent') {
          sent[event.traffic === 'shadow' ? 'forShadow' : 'forCallers'] += 1;
          quotaUse.count(event.client, event.traffic);
          if (event.windows.length === 0) return;
          quotas.note(event.usage, event.windows);
        }
        report(event, id, metrics);
      },
    }),
    credential,
    sent,
    quotas: quotas.read,
    generation,
    close: forget,
  };
}

function report(event: PacerEvent, connection: string, metrics: Metrics): void {
  switch (event.kind) {
    case 'sent': {
      const { usage, windows } = event;
      usage.forEach(({ name, limit, used }, index) => {
        const span = windows[index]?.span;
        const resetsAt = span === undefined ? 0 : Date.now() + (span.kind === 'day' ? span.leftMs : span.ms);
        metrics.quota({ connection, window: name, limit, used, resetsAt });
      });
      return;
    }
    case 'waited':
      metrics.quotaWait({ connection, waitedMs: event.waitedMs });
      return;
    case 'refused': {
      const because = typeof event.because === 'string' ? event.because : event.because.window;
      metrics.quotaRefusal({ connection, because });
      return;
    }
    default:
      event satisfies never;
  }
}
