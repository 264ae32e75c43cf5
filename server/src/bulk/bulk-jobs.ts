import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { BulkJob, BulkJobs, BulkRecord, BulkResult, Caller, Sources } from '../ports/index.js';
import { type AudienceIdOf, LineTooLong, readRecords } from './read-records.js';
import type { Watch } from './send-as-job.js';
import { senderFor } from './sender-for.js';
import { type Patience, writeSlice } from './write-slice.js';

export interface BulkJobsOptions {
  /** What one job asks: the version is chosen once and holds for the whole job. */
  sourcesFor(caller: Caller): Sources;
  /** The vendor's own id of one of a connector's audiences by the graph's. */
  audienceIdOf(globalId: string | null, connector: string): ReturnType<AudienceIdOf>;
  /** Records sent together; the vendor's own largest batch is applied below. Default 1,000. */
  sliceSize?: number;
  /** Most records of one job; default 100,000, as jobs are kept in memory. */
  mostRecords?: number;
  patience?: Partial<Patience>;
  watch?: Partial<Watch>;
  /** Epoch milliseconds. */
  now?: () => number;
}

type Running = { -readonly [K in keyof BulkJob]: BulkJob[K] } & { owner: string; results: (BulkResult | undefined)[] };

const MOST_JOBS = 1_000;
const KEPT_MS = 24 * 60 * 60 * 1_000;

/** Bulk jobs in this process's memory, for a day. */
export function createBulkJobs(options: BulkJobsOptions): BulkJobs {
  const { sourcesFor, sliceSize = 1_000, mostRecords = 100_000, now = Date.now } = options;
  const patience: Patience = {
    attempts: 8,
    backOffMs: 1_000,
    longestWaitMs: 5 * 60_000,
    sleep: (ms) => sleep(ms, undefined, { ref: false }),
    now,
    ...options.patience,
  };
  const watch: Watch = {
    firstWaitMs: 250,
    longestWaitMs: 10_000,
    giveUpMs: 60 * 60_000,
    sleep: patience.sleep,
    now,
    ...options.watch,
  };
  const jobs = new LRUCache<string, Running>({ max: MOST_JOBS, ttl: KEPT_MS });
  const running = new Set<Promise<void>>();
  const byKey = new LRUCache<string, string>({ max: MOST_JOBS, ttl: KEPT_MS });

  const owned = (caller: Caller, id: string): Running | null => {
    const job = jobs.get(id);
    return job !== undefined && job.owner === ownerOf(caller) ? job : null;
  };

  return {
    start(caller, connector, kind, idempotencyKey) {
      const key = JSON.stringify([ownerOf(caller), connector, kind, idempotencyKey ?? null]);
      const known = idempotencyKey === undefined ? undefined : jobs.get(byKey.get(key) ?? '');
      if (known !== undefined) return known;
      const job: Running = {
        id: randomUUID(),
        owner: ownerOf(caller),
        connector,
        kind,
        createdAt: now(),
        progress: { state: 'awaiting-upload' },
        total: 0,
        results: [],
      };
      jobs.set(job.id, job);
      if (idempotencyKey !== undefined) byKey.set(key, job.id);
      return job;
    },

    find: owned,

    get running() {
      return running.size;
    },

    async ended() {
      while (running.size > 0) await Promise.all(running);
    },

    async upload(caller, id, chunks) {
      const job = owned(caller, id);
      if (job === null) return 'JOB_NOT_FOUND';
      if (job.progress.state !== 'awaiting-upload') return 'JOB_ALREADY_UPLOADED';
      job.progress = { state: 'running' };
      const whole = Promise.withResolvers<void>();
      running.add(whole.promise);
      const { send, batch } = senderFor(sourcesFor(caller), job.connector, job.kind, watch);
      /** Slices go one after the other, so that a job leaves room for other callers of the connection. */
      let writing = Promise.resolve();
      let slice: { index: number; record: BulkRecord }[] = [];
      const flush = (): void => {
        const records = slice;
        slice = [];
        if (records.length === 0) return;
        writing = writing.then(async () => {
          const results = await writeSlice(
            records.map(({ record }) => record),
            send,
            patience,
          );
          records.forEach(({ index }, position) => {
            job.results[index] = results[position];
          });
        });
      };
      let stopped: string | null = null;
      try {
        const audienceIdOf: AudienceIdOf = (globalId) => options.audienceIdOf(globalId, job.connector);
        for await (const read of readRecords(job.kind, chunks, audienceIdOf)) {
          if (job.total >= mostRecords) {
            stopped = `Expected at most ${mostRecords} records in one job; those after it were not read. Start another job for them.`;
            break;
          }
          const index = job.total;
          job.total += 1;
          if (read.ok) slice.push({ index, record: read.record });
          else job.results[index] = { status: 'failed', cause: { class: 'unreadable', message: read.message } };
          if (slice.length >= wholeBatches(sliceSize, batch)) flush();
        }
      } catch (error) {
        stopped =
          error instanceof LineTooLong
            ? error.message
            : 'The upload broke off; the records read until then are written.';
      }
      flush();
      void writing.then(() => {
        job.progress =
          stopped === null
            ? { state: 'finished', finishedAt: now() }
            : { state: 'failed', finishedAt: now(), reason: stopped };
        running.delete(whole.promise);
        whole.resolve();
      });
      return job;
    },
  };
}

/** The largest slice of whole batches within `sliceSize`, but one batch at least: a batch cut short costs a call. */
function wholeBatches(sliceSize: number, batch: number): number {
  return Math.max(1, Math.floor(sliceSize / batch)) * batch;
}

function ownerOf({ tenant, client }: Caller): string {
  return JSON.stringify([tenant, client]);
}
