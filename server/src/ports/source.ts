import type { VendorFailure } from '@selvedge/connector-api';
import type { CapabilityName, InputOf, OutputOf, Page, Sourced } from '@selvedge/schema';
import type { Caller } from './caller.js';
import type { StopSignal } from './stop-signal.js';

/** Where and when a value came from. Provenance, freshness marks and invalidation are read from it. */
export interface Origin {
  connector: string;
  /** Exact version that answered. */
  version: string;
  /** Id of the tenant's connection. */
  connection: string;
  /** Epoch milliseconds at which the vendor was asked; a write after that may have made the value untrue. */
  fetchedAt: number;
  /** True when served past its freshness because the vendor failed or a refresh is under way. */
  stale: boolean;
  /** Entities in the value, e.g. `Contact:512`; they name entities, not versions. */
  tags: readonly string[];
}

/** A vendor's failure, or one of the gateway's own. */
export type FailureCause =
  | VendorFailure
  /** No answer within the deadline. */
  | { class: 'timeout'; message: string }
  /** Refused without a call because the breaker is open. `retryAfterMs`: until the next probe. */
  | { class: 'breaker-open'; message: string; retryAfterMs: number }
  /** No version of the connector in use can do this. */
  | { class: 'capability-missing'; message: string }
  /** The tenant has no connection to this connector. */
  | { class: 'not-connected'; message: string }
  /** A cursor was made by a version that is no longer loaded. */
  | { class: 'cursor-version-gone'; message: string }
  /** A write's idempotency key was used for other inputs before; nothing was sent. */
  | { class: 'idempotency-key-reused'; message: string }
  /** The vendor is still at work on it; the same request goes on with that work. */
  | { class: 'job-running'; message: string }
  /** The connector threw something unexpected or answered out of line; a defect of its author. */
  | { class: 'connector-defect'; message: string };

export interface Failure {
  connector: string;
  /** Version that failed; null when none was asked. */
  version: string | null;
  cause: FailureCause;
}

export type Outcome<O> =
  | {
      ok: true;
      value: O | null;
      origin: Origin;
      /** Until when a cache serves the value without asking anew, epoch milliseconds; left out where none keeps it. */
      freshUntil?: number;
      /** The failure for whose sake a stale value was served. */
      failure?: Failure;
    }
  | { ok: false; failure: Failure };

/** What every layer gets with a batch. */
export interface Call {
  caller: Caller;
  /** Aborted when the operation's deadline has passed or the caller has gone. */
  signal: StopSignal;
  /** Longest that one batch may take, milliseconds, where nobody waits for it; left out: the capability's own budget. */
  budgetMs?: number;
  /** Of a write: the same key means the same intention. */
  idempotencyKey?: string;
  /** Canonical fields that the operation needs of a kind of record; null for all. Left out: all. */
  fieldsOf?: (kind: string) => ReadonlySet<string> | null;
  /** Hears of the vendor calls that the operation waits for; left out where nobody counts them. */
  observe?: ObserveVendorCall | undefined;
}

/** One batch that went to a vendor, or that an open breaker kept from it. What the gateway held back by itself is none. */
export interface VendorCall {
  version: string;
  isWrite: boolean;
  /** From its admission to its end, with retries; 0 of one that a breaker refused. */
  durationMs: number;
  outcomes: readonly Outcome<unknown>[];
}

export type ObserveVendorCall = (call: VendorCall) => void;

/** The one port: every layer takes one and returns one. One outcome per input, in input order; never rejects. */
export type Source<I, O> = (inputs: readonly I[], call: Call) => Promise<readonly Outcome<O>[]>;

/** A capability's output as the gateway passes it on: each record says where it came from. */
export type SourcedOutput<O> = O extends { kind: string }
  ? Sourced<O>
  : O extends Page<infer R>
    ? Page<Sourced<R>>
    : O extends readonly (infer R)[]
      ? readonly (R extends { kind: string } ? Sourced<R> : R)[]
      : O;

export type Answer<C extends CapabilityName> = SourcedOutput<OutputOf<C>>;
export type CapabilitySource<C extends CapabilityName> = Source<InputOf<C>, Answer<C>>;
