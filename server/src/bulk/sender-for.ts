import type { AudienceMemberUpsert, ContactUpsert } from '@selvedge/schema';
import type { BulkKind, BulkResult, Outcome, Sources } from '../ports/index.js';
import { sendAsJob, type Watch } from './send-as-job.js';
import type { Send } from './write-slice.js';

/**
 * How one job's records are sent, and the size of the vendor's batch: as the vendor's own bulk work where it has such, else as an operation would send
 * them, batched to the vendor's size, routed and guarded.
 */
export function senderFor(
  sources: Sources,
  connector: string,
  kind: BulkKind,
  watch: Watch,
): { send: Send; batch: number } {
  const job = sources.job(`${kind}.import`, connector);
  return job === null
    ? {
        send: sendThrough(sources, connector, kind),
        batch: sources.largestBatch(`${kind}.upsert`, connector) ?? 1,
      }
    : { send: sendAsJob(job, watch), batch: job.maxBatch };
}

function sendThrough(sources: Sources, connector: string, kind: BulkKind): Send {
  const one =
    kind === 'contact'
      ? (record: object) => sources.load('contact.upsert', connector, record as ContactUpsert)
      : (record: object) => sources.load('audienceMember.upsert', connector, record as AudienceMemberUpsert);
  return async (records) => (await Promise.all(records.map(one))).map(resultOf);
}

function resultOf(outcome: Outcome<{ id: string; created: boolean }>): BulkResult {
  if (!outcome.ok) return { status: 'failed', cause: outcome.failure.cause };
  if (outcome.value === null) return { status: 'written', id: null };
  return { status: outcome.value.created ? 'created' : 'updated', id: outcome.value.id };
}
