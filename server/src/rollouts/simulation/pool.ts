import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Job, JobResult } from './job.js';

/** Runs the jobs on all cores; the results come in any order. */
export async function runAll(jobs: readonly Job[]): Promise<readonly JobResult[]> {
  const left = [...jobs];
  const results: JobResult[] = [];
  const thread = async (): Promise<void> => {
    const worker = new Worker(new URL('./worker.js', import.meta.url));
    try {
      for (let job = left.shift(); job !== undefined; job = left.shift()) results.push(await resultOf(worker, job));
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, thread));
  return results;
}

async function resultOf(worker: Worker, job: Job): Promise<JobResult> {
  worker.postMessage(job);
  // Rejects when the thread fails.
  const [result] = await once(worker, 'message');
  return result as JobResult;
}
