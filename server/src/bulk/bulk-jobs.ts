import { setTimeout as sleep } from 'node:timers/promises';
import type { BulkJobState, BulkJobs, BulkRecord, BulkResult, Caller, Sources } from '../ports/index.js';
import { createJobRecords, type JobNews, type JobRecords, RESULTS_PAGE } from './job-records.js';
import { type AudienceIdOf, LineTooLong, readRecords } from './read-records.js';
import type { Watch } from './send-as-job.js';
import { senderFor } from './sender-for.js';
import { type Patience, writeSlice } from './write-slice.js';

export interface BulkJobsOptions {
  /** What one job asks: the version is chosen once and holds for the whole job. `close` is called when it has ended. */
  openSources(caller: Caller): { sources: Sources; close(): void };
  /** The vendor's own id of one of a connector's audiences by the graph's. */
  audienceIdOf(globalId: string | null, connector: string): ReturnType<AudienceIdOf>;
  /** Default: of this process alone. */
  records?: JobRecords;
  /** Records sent together; the vendor's own largest batch is applied below. Default 1,000. */
  sliceSize?: number;
  /** Most records of one job; default 100,000, as jobs are kept in memory. */
  mostRecords?: number;
  patience?: Partial<Patience>;
  watch?: Partial<Watch>;
  /** Epoch milliseconds. */
  now?: () => number;
}

/** Bulk jobs, each written by the process that gets its upload. */
export function createBulkJobs(options: BulkJobsOptions): BulkJobs {
  const { openSources, sliceSize = 1_000, mostRecords = 100_000, now = Date.now } = options;
  const records = options.records ?? createJobRecords(now);
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
  const running = new Set<Promise<void>>();

  return {
    start: (caller, connector, kind, idempotencyKey) =>
      records.start({ owner: ownerOf(caller), connector, kind, idempotencyKey }),

    find: (caller, id) => records.find(ownerOf(caller), id),

    async results(caller, id) {
      const all: BulkResult[] = [];
      for (;;) {
        const page = await records.results(ownerOf(caller), id, all.length);
        if (page === null) return null;
        all.push(...page);
        if (page.length < RESULTS_PAGE) return all;
      }
    },

    get running() {
      return running.size;
    },

    async ended() {
      while (running.size > 0) await Promise.all(running);
    },

    async upload(caller, id, chunks) {
      const job = await records.take(ownerOf(caller), id);
      if (typeof job === 'string') return job;
      const whole = Promise.withResolvers<void>();
      running.add(whole.promise);
      const { sources, close } = openSources(caller);
      const { send, batch } = senderFor(sources, job.connector, job.kind, watch);
      let total = 0;
      let untold: JobNews['results'][number][] = [];
      const tell = (progress: BulkJobState): void => {
        records.note(id, { progress, total, results: untold });
        untold = [];
      };
      /** Slices go one after the other, so that a job leaves room for other callers of the connection. */
      let writing = Promise.resolve();
      let slice: { index: number; record: BulkRecord }[] = [];
      const flush = (): void => {
        const written = slice;
        slice = [];
        if (written.length === 0) return;
        writing = writing.then(async () => {
          const results = await writeSlice(
            written.map(({ record }) => record),
            send,
            patience,
          );
          for (const [position, { index }] of written.entries()) {
            untold.push({ index, result: results[position] as BulkResult });
          }
          tell({ state: 'running' });
        });
      };
      let stopped: string | null = null;
      try {
        const audienceIdOf: AudienceIdOf = (globalId) => options.audienceIdOf(globalId, job.connector);
        for await (const read of readRecords(job.kind, chunks, audienceIdOf)) {
          if (total >= mostRecords) {
            stopped = `Expected at most ${mostRecords} records in one job; those after it were not read. Start another job for them.`;
            break;
          }
          const index = total;
          total += 1;
          if (read.ok) slice.push({ index, record: read.record });
          else untold.push({ index, result: unreadable(read.message) });
          if (slice.length >= wholeBatches(sliceSize, batch)) flush();
        }
      } catch (error) {
        stopped =
          error instanceof LineTooLong
            ? error.message
            : 'The upload broke off; the records read until then are written.';
      }
      flush();
      tell({ state: 'running' });
      void writing.then(() => {
        tell(
          stopped === null
            ? { state: 'finished', finishedAt: now() }
            : { state: 'failed', finishedAt: now(), reason: stopped },
        );
        close();
        running.delete(whole.promise);
        whole.resolve();
      });
      return { ...job, total };
    },
  };
}

function unreadable(message: string): BulkResult {
  return { status: 'failed', cause: { class: 'unreadable', message } };
}

/** The largest slice of whole batches within `sliceSize`, but one batch at least: a batch cut short costs a call. */
function wholeBatches(sliceSize: number, batch: number): number {
  return Math.max(1, Math.floor(sliceSize / batch)) * batch;
}

function ownerOf({ tenant, client }: Caller): string {
  return JSON.stringify([tenant, client]);
}
