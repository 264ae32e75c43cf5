import { findBreakingChanges, findDangerousChanges, type GraphQLSchema } from 'graphql';

/** A dangerous change that was weighed and announced, so that a released major may make it. */
export interface DeclaredChange {
  major: number;
  /** graphql-js's own words, e.g. `MEMBER was added to enum type Channel.` */
  change: string;
  /** Why callers can bear it. */
  reason: string;
}

/**
 * Changes such as a new enum value do not make an old operation invalid, but may surprise a caller.
 * A released major makes one only after it has been entered here.
 */
export const DECLARED_CHANGES: readonly DeclaredChange[] = [];

/**
 * What would break or may surprise the callers of a released major, in graphql-js's words; empty when the view
 * may be served under the major's name.
 */
export function incompatibilities(
  major: number,
  released: GraphQLSchema,
  view: GraphQLSchema,
  declared: readonly DeclaredChange[] = DECLARED_CHANGES,
): readonly string[] {
  const allowed = new Set(declared.filter((entry) => entry.major === major).map((entry) => entry.change));
  return [
    ...findBreakingChanges(released, view).map(({ description }) => `breaking: ${description}`),
    ...findDangerousChanges(released, view)
      .filter(({ description }) => !allowed.has(description))
      .map(({ description }) => `dangerous and not declared: ${description}`),
  ];
}
