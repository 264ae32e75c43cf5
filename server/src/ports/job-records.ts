import type { BulkJob, BulkJobState, BulkKind, BulkRefusal, BulkResult } from './bulk-jobs.js';

/** What is known of bulk jobs, whichever process writes them. */
export interface JobRecords {
  /** The same key of the same owner is the same job. */
  start(wanted: WantedJob): Promise<BulkJob>;
  /** Null when the owner has no such job. */
  find(owner: string, id: string): Promise<BulkJob | null>;
  /** Takes a job for its one upload. Who took it notes what becomes of it. */
  take(owner: string, id: string): Promise<BulkJob | BulkRefusal>;
  note(id: string, news: JobNews): void;
  /** Results in input order from one position on, at most a page of them; none after the last whose turn has come. */
  results(owner: string, id: string, from: number): Promise<readonly BulkResult[] | null>;
}

export interface WantedJob {
  /** Who may see the job. */
  owner: string;
  connector: string;
  kind: BulkKind;
  idempotencyKey: string | undefined;
}

export interface JobNews {
  progress: BulkJobState;
  /** Records read so far. */
  total: number;
  /** Of records that have not been told before. */
  results: readonly { index: number; result: BulkResult }[];
}

/** Results that are asked for at once. */
export const RESULTS_PAGE = 1_000;

/** What a job says that was left by the process that wrote it. */
export const JOB_CUT_OFF =
  'The process that wrote this job has ended; records without a result may have been written. Send those again in another job.';
