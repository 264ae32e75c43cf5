import type { CapabilityName, InputOf, JobInput, JobName } from '@selvedge/schema';
import type { Connector } from '../connector.js';
import type { FailureClass, VendorFailure } from '../failure.js';

/** A vendor, real or simulated, against which the contract suite runs. */
export interface RunningVendor {
  baseUrl: string;
  credential: string;
  /** Further secret headers that the gateway would add, by name. */
  secretHeaders?: Readonly<Record<string, string>>;
  settings: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Inputs of a read. */
export interface ReadSample<I> {
  /** At least two inputs whose answers exist and differ. */
  present: readonly I[];
  /** The n-th input, from 0, that the vendor knows nothing about. Left out where there is no such input. */
  missing?: (n: number) => I;
}

/** A list to walk through. */
export interface PageSample<I> {
  /** What the input holds beside `first` and `after`. */
  input: Omit<I, 'first' | 'after'>;
  /** Number of items in the whole list. At least two. */
  total: number;
}

/** Records to write, new to the vendor. */
export interface WriteSample<I> {
  /** At least two; their answers differ. */
  writes: readonly I[];
  /** One that the vendor refuses. */
  refused?: I;
}

/** What a job is given. */
export interface JobSample<I> {
  /** At least one, new to the vendor where they are written. */
  inputs: readonly I[];
  /** One that cannot be done. */
  refused?: I;
}

export type SampleOf<C extends CapabilityName> = C extends `${string}.page`
  ? PageSample<InputOf<C>>
  : C extends `${string}.upsert`
    ? WriteSample<InputOf<C>>
    : ReadSample<InputOf<C>>;

/** Samples of capabilities, and of jobs, which have `job` before their name. */
export type Samples = { readonly [C in CapabilityName]?: SampleOf<C> } & {
  readonly [J in JobName as `job ${J}`]?: JobSample<JobInput<J>>;
};

/** An answer in the vendor's own dialect and what it means; `expected` null: not a failure. */
export interface FailureSample {
  title: string;
  answer: { status: number; headers?: Readonly<Record<string, string>>; body: unknown };
  expected: (Partial<VendorFailure> & { class: FailureClass }) | null;
}

export interface ConnectorContract {
  connector: Connector;
  /** Exact version under test, for the title. */
  version: string;
  start: () => Promise<RunningVendor>;
  /** Read after `start`, so they may come from the vendor's data. */
  samples: Samples | (() => Samples | Promise<Samples>);
  /** The vendor's own ways to fail, beside those that every connector must know. */
  failures?: readonly FailureSample[];
  /** Capability or `job` and a job, or `capability: check`, and the reason why it is not run. */
  skip?: Readonly<Record<string, string>>;
  /**
   * Where to write down that the checks passed, when they did: `new URL('../selvedge-contract.json', import.meta.url)`, beside
   * the `package.json`. Published with the package, it tells admins before they let a version have traffic.
   */
  record?: URL;
}
