import type { GraphQLSchema } from 'graphql';
import { isShown } from './lifecycle-of.js';
import { type Member, membersOf } from './members.js';

/** A member that the earlier major shows and the later one does not, and what takes its place there. */
export interface Replaced {
  member: Member;
  /** Null when the record names none that the later major shows. */
  replacement: Member | null;
}

/** How two majors differ, by the lifecycle records. */
export interface Changes {
  replaced: readonly Replaced[];
  /** Members that only the later major shows, apart from the replacements. */
  added: readonly Member[];
}

export function changesBetween(graph: GraphQLSchema, earlier: number, later: number): Changes {
  const members = membersOf(graph);
  const before = members.filter(({ life }) => isShown(life, earlier));
  const after = members.filter(({ life }) => isShown(life, later));
  const replaced = before
    .filter((member) => !after.includes(member))
    .map((member) => ({
      member,
      replacement: after.find(({ shownAs }) => shownAs === member.life.deprecated?.replacement) ?? null,
    }));
  const replacements = new Set(replaced.map(({ replacement }) => replacement));
  const added = after.filter((member) => !before.includes(member) && !replacements.has(member));
  return { replaced, added };
}
