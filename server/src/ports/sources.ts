import type { CapabilityName, InputOf, JobName } from '@selvedge/schema';
import type { BoundJob } from './job-source.js';
import type { Answer, Outcome } from './source.js';

export interface LoadOptions {
  /** Exact version that must answer, e.g. the one a cursor was made by; otherwise routing chooses. */
  version?: string;
  /** Of a write: the same key means the same intention. */
  idempotencyKey?: string;
}

/** What an operation asks: batched, deduplicated, routed, cached and guarded. One per request. */
export interface Sources {
  /** Never rejects; loads of one tick travel together. */
  load<C extends CapabilityName>(
    capability: C,
    connector: string,
    input: InputOf<C>,
    options?: LoadOptions,
  ): Promise<Outcome<Answer<C>>>;
  /** As `load`, of several inputs, which are all different: one outcome per input, in input order. */
  loadMany<C extends CapabilityName>(
    capability: C,
    connector: string,
    inputs: readonly InputOf<C>[],
  ): Promise<readonly Outcome<Answer<C>>[]>;
  /**
   * Ids of the tenant's connectors whose stable version offers the capability, in configured order; for a tester who
   * asked for a version, those too that offer it in that one.
   */
  offering(capability: CapabilityName): readonly string[];
  /** Most inputs of the capability that travel in one of the vendor's batches; null where it is not offered. */
  largestBatch(capability: CapabilityName, connector: string): number | null;
  /** HTTP requests that so many inputs of one wave take at most, through the version chosen; 0 where it is not offered. */
  callsFor(capability: CapabilityName, connector: string, inputs: number): number;
  /** Vendor work that outlives a call, through the version chosen for this operation; null where it has no such job. */
  job<J extends JobName>(job: J, connector: string): BoundJob<J> | null;
  /** Exact version of the connector that routing chose for this operation; null when not connected. */
  version(connector: string): string | null;
}
