import { type Call, type CapabilityImplementation, invalid, oneByOne } from '@selvedge/connector-api';
import type { AudienceMemberUpsert, AudienceMemberUpserted } from '@selvedge/schema';
import { z } from 'zod';
import { type Dialect, send } from './dialect.js';
import { isAddress, isId } from './filter.js';
import { addressOf } from './profile-attributes.js';
import { readMembership, readProfiles } from './read-profiles.js';

/** How a revision writes; each takes one profile. */
export interface MemberWrites {
  /** Creates the profile or updates the one with the address. */
  saveProfile(input: AudienceMemberUpsert, call: Call): Promise<AudienceMemberUpserted>;
  /** Gives a new member its standing. `listId`: null for the account as a whole. */
  setStanding(email: string, standing: Standing, listId: string | null, call: Call): Promise<void>;
  /** Throws `invalid` for a standing that the revision cannot give. */
  checkStanding(standing: Standing, listId: string | null): void;
}

/** The standings that Klaviyo takes from an API. */
export type Standing = 'SUBSCRIBED' | 'UNSUBSCRIBED';

/**
 * Saves the profile; puts a new member of a list into it; gives a new member its standing. Standing goes last, so that
 * a repeat after a failure before it finds a known member and leaves its consent alone.
 */
export function audienceMemberUpsert(
  dialect: Dialect,
  writes: MemberWrites,
): CapabilityImplementation<'audienceMember.upsert'> {
  return {
    maxBatch: 1,
    // Whether it is a member, 2; the profile, 2 where it is looked up first; the list; the standing.
    callsPerBatch: () => 6,
    run: oneByOne(async (input, call) => {
      const { audienceId: listId } = input;
      const standing = standingOf(input);
      if (listId !== null && !isId(listId)) throw invalid(`Klaviyo has no list with the id ${JSON.stringify(listId)}.`);
      if (standing !== null) writes.checkStanding(standing, listId);
      const wasMember = listId !== null && (await isMember(call, dialect, listId, input.email));
      const saved = await writes.saveProfile(input, call);
      if (listId !== null && !wasMember) await addToList(call, dialect, listId, saved.id);
      const created = listId === null ? saved.created : !wasMember;
      if (created && standing !== null) await writes.setStanding(addressOf(input.email), standing, listId, call);
      return { id: listId === null ? saved.id : `${listId}:${saved.id}`, created };
    }),
  };
}

function standingOf({ statusIfNew }: AudienceMemberUpsert): Standing | null {
  if (statusIfNew === undefined) return null;
  if (statusIfNew === 'SUBSCRIBED' || statusIfNew === 'UNSUBSCRIBED') return statusIfNew;
  throw invalid(`Klaviyo takes SUBSCRIBED or UNSUBSCRIBED for a new member, but got ${statusIfNew}.`);
}

async function isMember(call: Call, dialect: Dialect, listId: string, email: string): Promise<boolean> {
  const address = addressOf(email);
  if (!isAddress(address)) return false;
  const profiles = await readProfiles(call, dialect, 'email', [address]);
  if (profiles.length === 0) return false;
  return (await readMembership(call, dialect, listId, profiles)).size > 0;
}

async function addToList(call: Call, dialect: Dialect, listId: string, profileId: string): Promise<void> {
  await send(call, dialect, {
    method: 'POST',
    path: `/api/lists/${listId}/relationships/profiles`,
    json: { data: [{ type: 'profile', id: profileId }] },
    // A profile that is in the list already stays in it.
    idempotent: true,
    answer: z.unknown(),
  });
}
