import { type Call, type CapabilityImplementation, malformed, VendorError } from '@selvedge/connector-api';
import type { AudienceMemberUpserted } from '@selvedge/schema';
import { z } from 'zod';
import { type MemberWrite, memberKey, memberWrite, mergedWrites } from './member-write.js';
import { refusal } from './refusal.js';

type Outcome = AudienceMemberUpserted | VendorError;

/**
 * Writes members in bulk, one audience after the other. A bulk write that updates sets the standing of known members
 * too; hence two requests: the first adds who is new, the second updates who was there and says no standing.
 */
export const audienceMemberUpsert: CapabilityImplementation<'audienceMember.upsert'> = {
  maxBatch: 500,
  // Of one audience, as most writes are.
  callsPerBatch: () => 2,
  run: async (upserts, call) => {
    const writes = upserts.map((upsert) => memberWrite(upsert, call.settings, STATUSES));
    const distinct = new Map<string, MemberWrite>();
    for (const write of writes) {
      if (write instanceof VendorError) continue;
      const earlier = distinct.get(memberKey(write));
      distinct.set(memberKey(write), earlier === undefined ? write : mergedWrites(earlier, write));
    }
    const outcomes = new Map<string, Outcome>();
    for (const [listId, ofList] of Map.groupBy(distinct.values(), (write) => write.listId)) {
      for (const [key, outcome] of await writeList(listId, ofList, call)) outcomes.set(key, outcome);
    }
    const told = new Set<string>();
    return writes.map((write) => {
      if (write instanceof VendorError) return write;
      const key = memberKey(write);
      const outcome = outcomes.get(key) ?? malformed('Mailchimp did not say what became of the member.');
      if (outcome instanceof VendorError) return outcome;
      const created = outcome.created && !told.has(key);
      told.add(key);
      return { id: outcome.id, created };
    });
  },
};

/** Standings that a bulk write takes of a new member. */
const STATUSES = {
  SUBSCRIBED: 'subscribed',
  UNSUBSCRIBED: 'unsubscribed',
  CLEANED: 'cleaned',
  PENDING: 'pending',
};

/** A list's outcomes by member; a request that failed as a whole fails its members, and no other list's. */
async function writeList(
  listId: string,
  writes: readonly MemberWrite[],
  call: Call,
): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const write = async (part: readonly MemberWrite[], isUpdate: boolean): Promise<MemberWrite[]> => {
    if (part.length === 0) return [];
    const body = await bulkWrite(listId, part, isUpdate, call);
    if (body instanceof VendorError) {
      for (const each of part) outcomes.set(memberKey(each), body);
      return [];
    }
    for (const { id } of body.new_members) outcomes.set(`${listId}:${id}`, { id: `${listId}:${id}`, created: true });
    for (const { id } of body.updated_members) {
      outcomes.set(`${listId}:${id}`, { id: `${listId}:${id}`, created: false });
    }
    const known = new Set<string>();
    for (const { email_address: email, error, error_code: code } of body.errors) {
      const key = memberKey({ listId, email });
      if (code === CONTACT_EXISTS && !isUpdate) known.add(key);
      else outcomes.set(key, refusal(error, code));
    }
    return part.filter((each) => known.has(memberKey(each)));
  };
  await write(await write(writes, false), true);
  return outcomes;
}

const CONTACT_EXISTS = 'ERROR_CONTACT_EXISTS';

async function bulkWrite(
  listId: string,
  writes: readonly MemberWrite[],
  isUpdate: boolean,
  call: Call,
): Promise<z.output<typeof bulkSchema> | VendorError> {
  const members = writes.map(({ email, mergeFields, statusIfNew }) => ({
    email_address: email,
    merge_fields: mergeFields,
    ...(isUpdate ? {} : { status: statusIfNew }),
  }));
  try {
    const { body } = await call.fetch({
      method: 'POST',
      path: `/3.0/lists/${listId}`,
      json: { members, update_existing: isUpdate },
      idempotent: true,
      answer: bulkSchema,
    });
    return body;
  } catch (error) {
    if (VendorError.is(error)) return error;
    throw error;
  }
}

const writtenSchema = z.array(z.object({ id: z.string().min(1) }));
const bulkSchema = z.object({
  new_members: writtenSchema,
  updated_members: writtenSchema,
  errors: z.array(
    z.object({ email_address: z.string(), error: z.string().catch(''), error_code: z.string().catch('ERROR_GENERIC') }),
  ),
});
