import type { AudienceMemberUpsert, ContactUpsert } from '@selvedge/schema';
import type { BulkKind, BulkResult, Outcome, Sources } from '../ports/index.js';
import type { Send } from './write-slice.js';

/** Sends records as an operation would: batched to the vendor's size, routed, guarded. */
export function sendThrough(sources: Sources, connector: string, kind: BulkKind): Send {
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
