import { createRequestSources } from './batching/index.js';
import { createBulkJobs } from './bulk/index.js';
import type { Generation } from './generation.js';
import { audienceIdOf, FAILURE_ANSWERS } from './graph/index.js';
import type { HttpServerOptions } from './http/index.js';
import { NEWEST_MAJOR, type OperationContext } from './operation/index.js';
import type { BulkJobs, JobRecords } from './ports/index.js';
import type { Eligibility } from './routing/index.js';

export interface BulkWritesOptions {
  records: JobRecords;
  /** What answers new requests. */
  current: () => Generation;
  /** Who is kept on stable while a rollout is under way. */
  keptOnStable: Eligibility;
  /** Aborted when jobs that are not written yet are given up. */
  signal: AbortSignal;
  /** Epoch milliseconds. */
  now: () => number;
}

/** A batch of a bulk job takes its turn at the vendor's quotas for so long, milliseconds. */
const BULK_BATCH_MS = 15 * 60_000;

/** Bulk jobs, each of which holds the generation that it began with. */
export function createBulkWrites({ records, current, keptOnStable, signal, now }: BulkWritesOptions): BulkJobs {
  return createBulkJobs({
    records,
    openSources(caller) {
      const { holds, connectorsOf } = current();
      holds.take();
      const sources = createRequestSources({
        connectors: connectorsOf(caller),
        caller: { ...caller, traffic: 'bulk' },
        signal,
        keptOnStable,
        budgetMs: BULK_BATCH_MS,
      });
      return { sources, close: () => holds.release() };
    },
    audienceIdOf(globalId, connector) {
      const audience = audienceIdOf(globalId, connector);
      return audience.ok ? audience : { ok: false, message: audience.error.message };
    },
    now,
  });
}

/** What the HTTP routes of bulk jobs are given. */
export function bulkRoutes(
  jobs: BulkJobs,
  current: () => Generation,
): NonNullable<HttpServerOptions<OperationContext>['bulk']> {
  return {
    jobs,
    authenticate: async (headers) => ({ ...(await current().authenticate(headers)), apiMajor: NEWEST_MAJOR }),
    describe: ({ cause }) => ({
      ...(cause.class === 'unreadable' ? { code: 'BAD_USER_INPUT', retryable: false } : FAILURE_ANSWERS[cause.class]),
      message: cause.message,
    }),
  };
}
