import type { AccountMembers } from './account-members.js';
import { memberHash, wireMember } from './member.js';
import { isRecord, parseMember } from './member-input.js';
import { addMember, patchMember } from './member-writes.js';
import { invalid, Problem } from './problem.js';
import { selfLink } from './wire.js';

const MAX_MEMBERS = 500;

/**
 * Adds up to 500 members, or also updates those that are there. A member that cannot be written is listed in
 * `errors`, and the call still succeeds.
 *
 * @throws Problem 404 for an unknown list, 400 when `members` is missing or too long.
 */
export function bulkWrite(members: AccountMembers, listId: string, body: unknown, now: number) {
  members.inList(listId);
  const inputs = isRecord(body) ? body.members : undefined;
  if (!Array.isArray(inputs)) throw invalid({ field: 'members', message: 'This value should not be blank.' });
  if (inputs.length > MAX_MEMBERS) {
    throw invalid({
      field: 'members',
      message: `Schema describes at most ${MAX_MEMBERS} items, ${inputs.length} found`,
    });
  }
  const updateExisting = isRecord(body) && body.update_existing === true;
  const created: ReturnType<typeof wireMember>[] = [];
  const updated: ReturnType<typeof wireMember>[] = [];
  const errors: BulkError[] = [];
  for (const item of inputs) {
    try {
      const input = parseMember(item);
      const hash = memberHash(input.emailAddress ?? '');
      const exists = members.find(listId, hash) !== null;
      if (exists && updateExisting) updated.push(wireMember(patchMember(members, listId, hash, input, now)));
      else created.push(wireMember(addMember(members, listId, input, now)));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      errors.push(bulkError(item, error));
    }
  }
  return {
    new_members: created,
    updated_members: updated,
    errors,
    total_created: created.length,
    total_updated: updated.length,
    error_count: errors.length,
    _links: selfLink(`/lists/${listId}`),
  };
}

interface BulkError {
  email_address: string;
  error: string;
  error_code: 'ERROR_CONTACT_EXISTS' | 'ERROR_GENERIC';
}

function bulkError(item: unknown, problem: Problem): BulkError {
  const address = isRecord(item) ? item.email_address : undefined;
  return {
    email_address: typeof address === 'string' ? address : '',
    error: problem.message,
    error_code: problem.title === 'Member Exists' ? 'ERROR_CONTACT_EXISTS' : 'ERROR_GENERIC',
  };
}
