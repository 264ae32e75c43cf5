import type { AccountMembers } from './account-members.js';
import { type Member, memberHash } from './member.js';
import { applyInput, type MemberInput, newMember } from './member-input.js';
import { invalid, notFound, Problem } from './problem.js';

/** Adds an address to a list. @throws Problem 400 `Member Exists` or `Forgotten Email Not Subscribed`. */
export function addMember(members: AccountMembers, listId: string, input: MemberInput, now: number): Member {
  const missing = requiredFields(input, ['emailAddress', 'status']);
  if (missing !== null) throw missing;
  const emailAddress = input.emailAddress ?? '';
  const existing = members.find(listId, memberHash(emailAddress));
  if (existing !== null && existing.status !== 'archived') throw memberExists(emailAddress);
  return write(members, existing ?? newMember(listId, emailAddress, now), input, now);
}

/** Adds or updates the member at `hash`. @throws Problem 400 when a new one lacks its address or `status_if_new`. */
export function putMember(
  members: AccountMembers,
  listId: string,
  hash: string,
  input: MemberInput,
  now: number,
): Member {
  const existing = members.find(listId, hash);
  if (existing !== null) return write(members, existing, input, now);
  const missing = requiredFields(input, ['emailAddress', 'statusIfNew']);
  if (missing !== null) throw missing;
  const status = input.status ?? input.statusIfNew ?? 'subscribed';
  return write(members, newMember(listId, input.emailAddress ?? '', now), { ...input, status }, now);
}

/** Updates an existing member. @throws Problem 404 when there is none. */
export function patchMember(
  members: AccountMembers,
  listId: string,
  hash: string,
  input: MemberInput,
  now: number,
): Member {
  const existing = members.find(listId, hash);
  if (existing === null) throw notFound();
  return write(members, existing, input, now);
}

/** Archives: the data stay. @throws Problem 404 for no member, 405 for one that is archived already. */
export function archiveMember(members: AccountMembers, listId: string, hash: string, now: number): void {
  const existing = members.find(listId, hash);
  if (existing === null) throw notFound();
  if (existing.status === 'archived') {
    throw new Problem(405, 'Method Not Allowed', 'This list member cannot be removed');
  }
  members.save({ ...existing, status: 'archived', lastChanged: now });
}

/** Erases for good. @throws Problem 404 when there is no such member. */
export function forgetMember(members: AccountMembers, listId: string, hash: string): void {
  if (members.find(listId, hash) === null) throw notFound();
  members.forget(listId, hash);
}

function write(members: AccountMembers, before: Member, input: MemberInput, now: number): Member {
  const after = applyInput(before, input, now);
  const [oldHash, newHash] = [memberHash(before.emailAddress), memberHash(after.emailAddress)];
  if (members.isForgotten(after.listId, newHash)) {
    const detail = `${after.emailAddress} was permanently deleted and cannot be re-imported. The contact must re-subscribe to get back on the list.`;
    throw new Problem(400, 'Forgotten Email Not Subscribed', detail);
  }
  if (members.find(before.listId, oldHash) === null && TIRED_ADDRESS.test(after.emailAddress)) {
    const detail = `${after.emailAddress} has signed up to a lot of lists very recently; we're not allowing more signups for now.`;
    throw new Problem(400, 'Invalid Resource', detail);
  }
  if (before.status === 'cleaned' && after.status === 'subscribed') {
    const detail = `${after.emailAddress} is in a compliance state due to unsubscribe, bounce, or compliance review and cannot be subscribed.`;
    throw new Problem(400, 'Member In Compliance State', detail);
  }
  if (oldHash !== newHash) {
    if (members.find(after.listId, newHash) !== null) throw memberExists(after.emailAddress);
    members.remove(after.listId, oldHash);
  }
  members.save(after);
  return after;
}

/** Stands for an address that joined many lists of other accounts lately, which a sandbox cannot know of. */
const TIRED_ADDRESS = /\+many-lists@/i;

const WIRE_NAMES = { emailAddress: 'email_address', status: 'status', statusIfNew: 'status_if_new' } as const;

function requiredFields(input: MemberInput, names: readonly (keyof typeof WIRE_NAMES)[]): Problem | null {
  const missing = names.filter((name) => input[name] === undefined);
  if (missing.length === 0) return null;
  return invalid(...missing.map((name) => ({ field: WIRE_NAMES[name], message: 'This value should not be blank.' })));
}

function memberExists(emailAddress: string): Problem {
  const detail = `${emailAddress} is already a list member. Use PUT to insert or update list members.`;
  return new Problem(400, 'Member Exists', detail);
}
