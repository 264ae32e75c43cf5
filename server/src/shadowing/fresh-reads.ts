import type { CapabilityName, CapabilityTraits } from '@selvedge/schema';
import type { Source } from '../ports/index.js';

/** One tenant's account at a vendor, as it is read for comparison alone. */
export interface FreshReads {
  /** The same object for one account, whichever composition of the gateway reads it. */
  readonly account: object;
  /** Null where the version is not loaded or lacks the capability, and for what writes. */
  read(version: string, capability: CapabilityName): FreshRead | null;
  /** HTTP requests that this process has sent to the account so far. */
  sent(): SentCalls;
}

/** One read of one version, past its cache: each input is asked of the vendor itself, without retries. */
export interface FreshRead {
  readonly source: Source<unknown, unknown>;
  readonly shape: CapabilityTraits['shape'];
  /** Most inputs that travel in one batch. */
  readonly largestBatch: number;
  /** HTTP requests that so many inputs take at most. */
  callsFor(inputs: number): number;
  /** Whether the input is answered at once; one that takes a job of the vendor's is not asked for comparison. */
  isAtOnce(input: unknown): boolean;
}

export interface SentCalls {
  /** For callers and for bulk work. */
  readonly forCallers: number;
  readonly forShadow: number;
}

/** One batch of reads that an operation has had answered. */
export interface ReadBatch {
  readonly capability: CapabilityName;
  readonly connector: string;
  readonly inputs: readonly unknown[];
}
