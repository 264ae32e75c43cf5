import type { BulkRecord, BulkResult, FailureCause } from '../ports/index.js';

/** Sends records and says what became of each, in order; never rejects. */
export type Send = (records: readonly BulkRecord[]) => Promise<readonly BulkResult[]>;

export interface Patience {
  /** Times a record is sent at most. */
  attempts: number;
  /** Wait that a failing vendor gets before the next attempt when it names none, milliseconds; doubled each time. */
  backOffMs: number;
  /** Longest wait that is worth it; a longer one fails the record. */
  longestWaitMs: number;
  sleep(ms: number): Promise<void>;
  now(): number;
}

/** Writes one slice of a job. Records that failed for a passing reason are sent again, and only those. */
export async function writeSlice(
  records: readonly BulkRecord[],
  send: Send,
  patience: Patience,
): Promise<BulkResult[]> {
  const results: BulkResult[] = [];
  let pending = records.map((_, index) => index);
  for (let attempt = 1; pending.length > 0; attempt += 1) {
    const outcomes = await send(pending.map((index) => records[index] as BulkRecord));
    pending.forEach((index, position) => {
      results[index] = outcomes[position] as BulkResult;
    });
    const failed = pending.filter((index) => isPassing(results[index] as BulkResult));
    const waitMs = waitFor(
      failed.map((index) => results[index] as BulkResult),
      attempt,
      patience,
    );
    if (failed.length === 0 || attempt >= patience.attempts || waitMs > patience.longestWaitMs) break;
    await patience.sleep(waitMs);
    pending = failed;
  }
  return results;
}

function isPassing(result: BulkResult): boolean {
  if (result.status !== 'failed') return false;
  switch (result.cause.class) {
    case 'throttled':
    case 'quota-exhausted':
    case 'transient':
    case 'timeout':
    case 'breaker-open':
      return true;
    default:
      return false;
  }
}

/** As long as the most patient of the failures asks for. */
function waitFor(results: readonly BulkResult[], attempt: number, { backOffMs, now }: Patience): number {
  const asked = results.map((result) => (result.status === 'failed' ? askedWait(result.cause, now()) : 0));
  return Math.max(backOffMs * 2 ** (attempt - 1), ...asked);
}

function askedWait(cause: FailureCause | { class: 'unreadable' }, now: number): number {
  if (cause.class === 'quota-exhausted') return Math.max(0, (cause.untilMs ?? now) - now);
  return 'retryAfterMs' in cause ? (cause.retryAfterMs ?? 0) : 0;
}
