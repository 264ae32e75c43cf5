import { type Batch, type CapabilityImplementation, oneByOne } from '@selvedge/connector-api';
import type { AudienceMemberRecord } from '@selvedge/schema';
import { absentAsNull } from './absent-as-null.js';
import { type Dialect, send } from './dialect.js';
import { isAddress, isId } from './filter.js';
import { nextCursor } from './json-api.js';
import { refuseQuery } from './list-input.js';
import { MEMBER_FIELD_SETS, profileQueryFor } from './member-field-sets.js';
import { memberRecord } from './profile.js';
import { profilesSchema, readMembership, readProfiles } from './read-profiles.js';

/** Ids are a profile's, or `listId:profileId` for its place in one list. */
export function audienceMemberById(dialect: Dialect): CapabilityImplementation<'audienceMember.byId'> {
  return {
    maxBatch: dialect.profilesAtOnce,
    // The profiles, and who of them is in each list.
    callsPerBatch: (ids) => 1 + ids,
    fieldSets: MEMBER_FIELD_SETS,
    run: async (ids, call) => {
      const keys = ids.map(memberKey);
      const profileIds = keys.flatMap((key) => key?.profileId ?? []);
      const profiles = new Map((await readProfiles(call, dialect, 'id', profileIds)).map((row) => [row.id, row]));
      const listIds = new Set(keys.flatMap((key) => key?.listId ?? []));
      const members = new Map(
        await Promise.all(
          [...listIds].map(async (listId) => {
            const asked = keys.flatMap((key) => (key?.listId === listId ? (profiles.get(key.profileId) ?? []) : []));
            return [listId, await readMembership(call, dialect, listId, asked)] as const;
          }),
        ),
      );
      return keys.map((key) => {
        const profile = key && profiles.get(key.profileId);
        if (!profile) return null;
        if (key.listId !== null && !members.get(key.listId)?.has(profile.id)) return null;
        return memberRecord(profile, key.listId, call.settings);
      });
    },
  };
}

/** One record a profile with the address, of the account as a whole. */
export function audienceMemberByEmail(dialect: Dialect): CapabilityImplementation<'audienceMember.byEmail'> {
  const run: Batch<string, readonly AudienceMemberRecord[]> = async (emails, call) => {
    const wanted = emails.map((email) => email.trim().toLowerCase());
    const profiles = await readProfiles(call, dialect, 'email', wanted.filter(isAddress));
    const members = profiles.flatMap((profile) => memberRecord(profile, null, call.settings) ?? []);
    const byEmail = Map.groupBy(members, ({ email }) => email.toLowerCase());
    return wanted.map((email) => byEmail.get(email) ?? []);
  };
  return { maxBatch: dialect.profilesAtOnce, fieldSets: MEMBER_FIELD_SETS, run };
}

/** Null when there is no such list. Profiles without an address are left out. */
export function audienceMemberPage(dialect: Dialect): CapabilityImplementation<'audienceMember.page'> {
  return {
    maxBatch: 1,
    fieldSets: MEMBER_FIELD_SETS,
    run: oneByOne(async (input, call) => {
      refuseQuery(input);
      const { audienceId } = input;
      if (!isId(audienceId)) return null;
      const answer = await absentAsNull(
        send(call, dialect, {
          path: `/api/lists/${audienceId}/profiles`,
          query: {
            ...profileQueryFor(call.fieldSet, dialect),
            ...dialect.memberOrder,
            ...dialect.paging.query(input, dialect.membersAtOnce),
          },
          answer: profilesSchema,
        }),
      );
      if (answer === null) return null;
      const { items, next } = dialect.paging.page(input, answer.body.data, nextCursor(answer.body.links));
      return { items: items.flatMap((profile) => memberRecord(profile, audienceId, call.settings) ?? []), next };
    }),
  };
}

function memberKey(id: string): { listId: string | null; profileId: string } | null {
  const parts = id.split(':');
  if (parts.length > 2 || !parts.every(isId)) return null;
  const [first = '', second] = parts;
  return second === undefined ? { listId: null, profileId: first } : { listId: first, profileId: second };
}
