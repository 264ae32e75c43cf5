import type { World } from '../world/world.js';
import { type Member, memberHash, memberOfWorld } from './member.js';

/** Members by list id and member hash, in the world's order. */
export type ListMembers = ReadonlyMap<string, ReadonlyMap<string, Member>>;

/** What every account starts with. */
export function membersOfWorld(world: World): ListMembers {
  const lists = new Map(world.audiences.map((audience) => [audience.id, new Map<string, Member>()]));
  for (const membership of world.memberships) {
    const audience = world.audiences[membership.audienceIndex - 1];
    const person = world.people[membership.personIndex - 1];
    const member = audience && person ? memberOfWorld(audience, person, membership) : null;
    if (member !== null) lists.get(member.listId)?.set(memberHash(member.emailAddress), member);
  }
  return lists;
}
