import type { AudienceMemberUpsert, ContactUpsert } from '@selvedge/schema';
import type { Caller } from './caller.js';
import type { FailureCause } from './source.js';

/** What a bulk job writes. */
export type BulkKind = 'contact' | 'audienceMember';
export type BulkRecord = ContactUpsert | AudienceMemberUpsert;

/** What became of one record: a failed one says whether sending it again may help. */
export type BulkResult =
  | { status: 'created' | 'updated' | 'written'; id: string | null }
  | { status: 'failed'; cause: FailureCause | { class: 'unreadable'; message: string } };

/** Where a job stands; each state has its own data only. */
export type BulkJobState =
  | { state: 'awaiting-upload' }
  | { state: 'running' }
  | { state: 'finished'; finishedAt: number }
  /** Stopped before all records were read; `reason` says why and what to do. */
  | { state: 'failed'; finishedAt: number; reason: string };

export interface BulkJob {
  readonly id: string;
  readonly connector: string;
  readonly kind: BulkKind;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly progress: BulkJobState;
  /** Records read so far. */
  readonly total: number;
  /** Records written so far. */
  readonly accepted: number;
  readonly failed: number;
}

/** A bulk job cannot go on as asked. */
export type BulkRefusal = 'JOB_NOT_FOUND' | 'JOB_ALREADY_UPLOADED';

/** Writes too large for one request: begun by a mutation, fed over an upload, watched by a query. */
export interface BulkJobs {
  /** The same key of the same caller is the same job. */
  start(caller: Caller, connector: string, kind: BulkKind, idempotencyKey?: string): Promise<BulkJob>;
  /** Null when the caller has no such job. */
  find(caller: Caller, id: string): Promise<BulkJob | null>;
  /** What became of the records so far, in input order, up to the first whose turn has not come; null as for `find`. */
  results(caller: Caller, id: string): Promise<readonly BulkResult[] | null>;
  /** Reads records, one JSON object a line, and begins to write them; resolves when all are read. */
  upload(caller: Caller, id: string, lines: AsyncIterable<Uint8Array>): Promise<BulkJob | BulkRefusal>;
  /** Jobs that this process has records to read or to write of. */
  readonly running: number;
  /** Resolves when no job is running here any more. */
  ended(): Promise<void>;
}
