import type { JobOutput } from '@selvedge/schema';
import type { BoundJob, BulkRecord, BulkResult, Failure, JobProgress, Outcome } from '../ports/index.js';
import type { Send } from './write-slice.js';

type ImportJob = 'contact.import' | 'audienceMember.import';

export interface Watch {
  /** Waits between two looks at a job, milliseconds: the first, doubled each time up to the longest. */
  firstWaitMs: number;
  longestWaitMs: number;
  /** Time after which a job that does not end is given up, milliseconds. */
  giveUpMs: number;
  sleep(ms: number): Promise<void>;
  now(): number;
}

/** Sends records as the vendor's own bulk work: begun once for all of them, then watched until it ends. */
export function sendAsJob(job: BoundJob<ImportJob>, watch: Watch): Send {
  return async (records) => {
    const parts: (readonly BulkRecord[])[] = [];
    for (let at = 0; at < records.length; at += job.maxBatch) parts.push(records.slice(at, at + job.maxBatch));
    const results: BulkResult[] = [];
    // One after the other: vendors allow few jobs at once.
    for (const part of parts) results.push(...(await sendOne(job, part, watch)));
    return results;
  };
}

async function sendOne(
  job: BoundJob<ImportJob>,
  records: readonly BulkRecord[],
  watch: Watch,
): Promise<readonly BulkResult[]> {
  const inputs = records as Parameters<BoundJob<ImportJob>['start']>[0];
  const started = await job.start(inputs);
  if (!started.ok) return failAll(records.length, started.failure);
  const reference = started.value ?? '';
  const giveUpAt = watch.now() + watch.giveUpMs;
  for (let waitMs = watch.firstWaitMs; ; waitMs = Math.min(waitMs * 2, watch.longestWaitMs)) {
    await watch.sleep(waitMs);
    const polled: Outcome<JobProgress<ImportJob>> = await job.poll(reference, inputs);
    if (polled.ok && polled.value?.state === 'finished') return polled.value.outcomes.map(resultOf);
    if (watch.now() >= giveUpAt) return failAll(records.length, unknownEnd(started, reference));
  }
}

function resultOf(outcome: Outcome<JobOutput<ImportJob>>): BulkResult {
  if (!outcome.ok) return { status: 'failed', cause: outcome.failure.cause };
  const { id = null, created = null } = outcome.value ?? {};
  return { status: created === null ? 'written' : created ? 'created' : 'updated', id };
}

function failAll(count: number, { cause }: Failure): readonly BulkResult[] {
  return Array.from({ length: count }, () => ({ status: 'failed', cause }) as const);
}

/** The vendor may still do the work, so sending the records again is not for us to decide. */
function unknownEnd({ origin }: Extract<Outcome<string>, { ok: true }>, reference: string): Failure {
  const { connector, version } = origin;
  const message = `${connector} has not ended its job ${reference} in time; the records may have been written. Look it up there before sending them again.`;
  return { connector, version, cause: { class: 'malformed', message } };
}
