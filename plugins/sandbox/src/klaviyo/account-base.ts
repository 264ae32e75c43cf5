import type { KlaviyoWorld } from '../world/klaviyo-world.js';
import { profileOfWorld, type StoredProfile } from './stored-profile.js';

/** What every account starts with; made once and shared by all. */
export interface AccountBase {
  world: KlaviyoWorld;
  profiles: ReadonlyMap<string, StoredProfile>;
  profileIdByEmail: ReadonlyMap<string, string>;
  /** By list: when each profile joined, earliest first. */
  members: ReadonlyMap<string, ReadonlyMap<string, number>>;
  listIdsByProfile: ReadonlyMap<string, readonly string[]>;
}

export function accountBase(world: KlaviyoWorld): AccountBase {
  const lastEvents = new Map<string, number>();
  for (const { profileId, occurredAt } of world.events) {
    lastEvents.set(profileId, Math.max(occurredAt, lastEvents.get(profileId) ?? 0));
  }
  const profiles = world.profiles.map((profile) => profileOfWorld(profile, lastEvents.get(profile.id) ?? null));
  const members = new Map(world.lists.map(({ id }) => [id, new Map<string, number>()]));
  const listIdsByProfile = new Map<string, string[]>();
  for (const { listId, profileId, joinedAt } of world.listMembers.toSorted((a, b) => a.joinedAt - b.joinedAt)) {
    members.get(listId)?.set(profileId, joinedAt);
    const listIds = listIdsByProfile.get(profileId) ?? [];
    listIds.push(listId);
    listIdsByProfile.set(profileId, listIds);
  }
  return {
    world,
    profiles: new Map(profiles.map((profile) => [profile.id, profile])),
    profileIdByEmail: new Map(profiles.map(({ id, email }) => [email ?? '', id])),
    members,
    listIdsByProfile,
  };
}
