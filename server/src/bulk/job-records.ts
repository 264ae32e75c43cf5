import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type BulkJob, type BulkResult, type JobRecords, RESULTS_PAGE } from '../ports/index.js';

type Kept = { -readonly [K in keyof BulkJob]: BulkJob[K] } & { owner: string; results: (BulkResult | undefined)[] };

const MOST_JOBS = 1_000;
const KEPT_MS = 24 * 60 * 60 * 1_000;

/** In this process's memory, for a day. `now`: epoch milliseconds. */
export function createJobRecords(now: () => number = Date.now): JobRecords {
  const jobs = new LRUCache<string, Kept>({ max: MOST_JOBS, ttl: KEPT_MS });
  const byKey = new LRUCache<string, string>({ max: MOST_JOBS, ttl: KEPT_MS });

  const owned = (owner: string, id: string): Kept | null => {
    const job = jobs.get(id);
    return job !== undefined && job.owner === owner ? job : null;
  };

  return {
    async start({ owner, connector, kind, idempotencyKey }) {
      const key = JSON.stringify([owner, connector, kind, idempotencyKey ?? null]);
      const known = idempotencyKey === undefined ? undefined : jobs.get(byKey.get(key) ?? '');
      if (known !== undefined) return shown(known);
      const job: Kept = {
        id: randomUUID(),
        owner,
        connector,
        kind,
        createdAt: now(),
        progress: { state: 'awaiting-upload' },
        total: 0,
        accepted: 0,
        failed: 0,
        results: [],
      };
      jobs.set(job.id, job);
      if (idempotencyKey !== undefined) byKey.set(key, job.id);
      return shown(job);
    },

    async find(owner, id) {
      const job = owned(owner, id);
      return job === null ? null : shown(job);
    },

    async take(owner, id) {
      const job = owned(owner, id);
      if (job === null) return 'JOB_NOT_FOUND';
      if (job.progress.state !== 'awaiting-upload') return 'JOB_ALREADY_UPLOADED';
      job.progress = { state: 'running' };
      return shown(job);
    },

    note(id, { progress, total, results }) {
      const job = jobs.get(id);
      if (job === undefined) return;
      job.progress = progress;
      job.total = total;
      for (const { index, result } of results) {
        job.results[index] = result;
        job[result.status === 'failed' ? 'failed' : 'accepted'] += 1;
      }
    },

    async results(owner, id, from) {
      const job = owned(owner, id);
      if (job === null) return null;
      const page: BulkResult[] = [];
      for (let index = from; index < from + RESULTS_PAGE; index += 1) {
        const result = job.results[index];
        if (result === undefined) break;
        page.push(result);
      }
      return page;
    },
  };
}

/** As it is now; the record goes on changing. */
function shown({ owner: _, results: __, ...job }: Kept): BulkJob {
  return job;
}
