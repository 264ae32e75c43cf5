import type { Candidates } from './candidates.js';
import type { Configuration } from './config/index.js';
import type { Catalogue } from './connectors/index.js';
import type { BreakerDescription, Served } from './resilience/index.js';

/** Entities that have changed at a vendor. */
export interface Invalidation {
  tenant: string;
  /** Id of the connector. */
  connector: string;
  /**
   * `Contact:512` for a record by its id at the vendor, `Contact/email:ada@example.org` for look-ups by e-mail (trimmed,
   * lower case), `Contact/*` for pages and lists; likewise the other kinds. `posts/user:1` for what `posts/user.byId` has answered, where a
   * connector has such a capability of its own.
   */
  tags: readonly string[];
}

export interface Gateway {
  /** Where it listens, e.g. `http://127.0.0.1:4000`. */
  readonly url: string;
  /** What answers new requests. */
  readonly catalogue: Catalogue;
  /** Number of the composition that answers new requests, from 1. */
  readonly generation: number;
  /** What could be put on trial beside the versions in use. */
  readonly candidates: Candidates;
  /**
   * Takes over another configuration, with connector packages as they are installed now, without a request failing. It is read when what was
   * asked before is done. Rejects with what `read` does, a CatalogueError, or what else is wrong, and changes nothing. `later`: settings that
   * take effect at the next start.
   */
  reload(read: () => Promise<Configuration>): Promise<{ later: readonly string[] }>;
  /** How every breaker is, in configured order. */
  breakers(): readonly GatewayBreaker[];
  /**
   * Drops the cached answers that speak of what has changed at the vendor by other ways than this gateway, as a vendor's
   * webhook tells; in every process that shares the Redis. Rejects when the tenant has no such connection.
   */
  invalidate(invalidation: Invalidation): Promise<void>;
  /**
   * Takes an error that reached the process when a connector's code is at fault: it is logged, counted, and held against
   * the connector's breaker. False when the gateway cannot say that it is a connector's. To be called from the handler of
   * the process's event itself.
   */
  takeDefect(error: unknown, kind: 'uncaught-exception' | 'unheard-rejection'): boolean;
  /** Lets requests in flight finish, then stops. Idempotent; a later call without `replaced` limits how long bulk jobs may take. */
  close(options?: CloseOptions): Promise<void>;
}

export interface CloseOptions {
  /**
   * Whether another worker serves in its place: then nobody need notice before it stops listening, it never says that it is not ready, and
   * bulk jobs are written to their end, however long. Default false: they get the time that requests get.
   */
  replaced?: boolean;
}

/** One version of a connector for one connection, e.g. `default/hubspot`, and how its breaker is. */
export interface GatewayBreaker extends Served {
  breaker: BreakerDescription;
}
