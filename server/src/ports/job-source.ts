import type { JobInput, JobName, JobOutput } from '@selvedge/schema';
import type { Call, Outcome } from './source.js';

/** Where vendor work stands; finished: one outcome per input, in input order. */
export type JobProgress<J extends JobName> =
  | { state: 'running'; done?: number }
  | { state: 'finished'; outcomes: readonly Outcome<JobOutput<J>>[] };

/** Vendor work that outlives a call, of one connector@version for one connection. Never rejects. */
export interface JobSource<J extends JobName> {
  /** Most inputs of one job. */
  maxBatch: number;
  /** Begins the work; the value is the vendor's reference of it. */
  start(inputs: readonly JobInput<J>[], call: Call): Promise<Outcome<string>>;
  poll(reference: string, inputs: readonly JobInput<J>[], call: Call): Promise<Outcome<JobProgress<J>>>;
}

/** A job source with the call of the operation or bulk job that asks it already given. */
export interface BoundJob<J extends JobName> {
  maxBatch: number;
  start(inputs: readonly JobInput<J>[]): Promise<Outcome<string>>;
  poll(reference: string, inputs: readonly JobInput<J>[]): Promise<Outcome<JobProgress<J>>>;
}
