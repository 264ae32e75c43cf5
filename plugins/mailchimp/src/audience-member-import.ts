import { type Call, type JobImplementation, malformed, VendorError } from '@selvedge/connector-api';
import type { AudienceMemberUpsert, ImportedRecord } from '@selvedge/schema';
import { z } from 'zod';
import { batchResults } from './batch-results.js';
import { type MemberWrite, memberKey, memberWrite, mergedWrites, subscriberHash } from './member-write.js';

/**
 * Members written in the background, one operation each, through Mailchimp's `/batches`; begun twice, the same is
 * written twice. The reference is the batch's id. Which operations failed stands in an archive that only a host with `download` can get.
 */
export const audienceMemberImport: JobImplementation<'audienceMember.import'> = {
  maxBatch: 5_000,
  start: async (upserts, call) => {
    const operations = [...distinctWrites(upserts, call)].map(([key, write]) => operationOf(key, write));
    if (operations.length === 0) return NOTHING_TO_DO;
    const { body } = await call.fetch({
      method: 'POST',
      path: '/3.0/batches',
      json: { operations },
      idempotent: true,
      answer: z.object({ id: z.string().min(1) }),
    });
    return body.id;
  },
  poll: async (reference, upserts, call) => {
    if (reference === NOTHING_TO_DO) return { state: 'finished', outcomes: outcomesOf(upserts, call, () => null) };
    const { body } = await call.fetch({ path: `/3.0/batches/${encodeURIComponent(reference)}`, answer: batchSchema });
    if (body.status !== 'finished') return { state: 'running', done: body.finished_operations };
    const failureOf = await failuresOf(body, call);
    return { state: 'finished', outcomes: outcomesOf(upserts, call, failureOf) };
  },
};

/** Reference of a job none of whose records could be sent. */
const NOTHING_TO_DO = 'nothing-to-do';

/** Standings that a single write takes of a new member. */
const STATUSES = {
  SUBSCRIBED: 'subscribed',
  UNSUBSCRIBED: 'unsubscribed',
  CLEANED: 'cleaned',
  PENDING: 'pending',
  TRANSACTIONAL: 'transactional',
};

const batchSchema = z.object({
  status: z.enum(['pending', 'preprocessing', 'started', 'finalizing', 'finished']),
  total_operations: z.int(),
  finished_operations: z.int(),
  errored_operations: z.int(),
  response_body_url: z.string(),
});

/** A batch's operations may run side by side, so a member that stands twice in it is written once. */
function distinctWrites(upserts: readonly AudienceMemberUpsert[], call: Call): Map<string, MemberWrite> {
  const writes = new Map<string, MemberWrite>();
  for (const upsert of upserts) {
    const write = memberWrite(upsert, call.settings, STATUSES);
    if (write instanceof VendorError) continue;
    const earlier = writes.get(memberKey(write));
    writes.set(memberKey(write), earlier === undefined ? write : mergedWrites(earlier, write));
  }
  return writes;
}

/** `body` is JSON in a string. */
function operationOf(key: string, { listId, email, mergeFields, statusIfNew }: MemberWrite): object {
  return {
    method: 'PUT',
    path: `/lists/${listId}/members/${subscriberHash(email)}`,
    params: {},
    body: JSON.stringify({ email_address: email, status_if_new: statusIfNew, merge_fields: mergeFields }),
    operation_id: key,
  };
}

/** Says why the member of a key was not written; null when it was. */
type FailureOf = (key: string) => VendorError | null;

async function failuresOf(batch: z.output<typeof batchSchema>, call: Call): Promise<FailureOf> {
  const { errored_operations: failed, total_operations: total, response_body_url: url } = batch;
  if (failed === 0) return () => null;
  if (call.download === undefined) {
    const message = `Mailchimp did not write ${failed} of ${total} members, and this host cannot get the list of which; write them again, which is harmless to those that were written.`;
    return () => new VendorError({ class: 'transient', message });
  }
  const results = batchResults(await call.download(url));
  return (key) => {
    const result = results.get(key);
    return result === undefined ? malformed('Mailchimp did not say what became of the member.') : result;
  };
}

/** A single write does not tell whether the member was new. */
function outcomesOf(
  upserts: readonly AudienceMemberUpsert[],
  call: Call,
  failureOf: FailureOf,
): (ImportedRecord | VendorError)[] {
  return upserts.map((upsert) => {
    const write = memberWrite(upsert, call.settings, STATUSES);
    if (write instanceof VendorError) return write;
    return failureOf(memberKey(write)) ?? { id: memberKey(write), created: null };
  });
}
