import type { BulkJobs } from './bulk-jobs.js';
import type { Caller } from './caller.js';
import type { Failure, Origin } from './source.js';
import type { Sources } from './sources.js';

/** Settings of the configuration that resolvers need. */
export interface GraphSettings {
  /** Connector whose contacts `customers` pages through; null when no CRM is configured. */
  systemOfRecord: string | null;
  /** Per unified field, connectors in order of trust; fields left out go by newest update. */
  precedence: Readonly<Record<string, readonly string[]>>;
  /** Units of `base` that one unit of a currency is worth, decimal strings, e.g. `{ USD: "0.92" }`. */
  rates: { base: string; perUnit: Readonly<Record<string, string>> } | null;
}

/** Remembers per response path where values came from; read when the answer is written. */
export interface Trail {
  /** A value of the answer, at however many paths, came from there. */
  see(origin: Origin): void;
  /** Whether the paths of values from there are remembered, so that they are worth making. */
  keeps(origin: Origin): boolean;
  /** The value at the path came from there. */
  note(path: readonly (string | number)[], origin: Origin): void;
  /** The unified value at the path was made without a vendor, which failed. */
  lack(path: readonly (string | number)[], failure: Failure): void;
}

/** What a resolver sees. */
export interface GraphContext {
  caller: Caller;
  sources: Sources;
  settings: GraphSettings;
  trail: Trail;
  /** Writes too large for one request. */
  bulk: BulkJobs;
  /** Milliseconds since the epoch; a parameter so that decisions on time can be tested. */
  now: () => number;
}
