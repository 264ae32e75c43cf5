import { findBreakingChanges, findDangerousChanges, type GraphQLSchema } from 'graphql';
import { MAJORS } from './majors.js';
import { viewOf } from './view.js';

/** A change of what callers of a major see, in graphql-js's words. */
export interface ViewChange {
  major: number;
  change: string;
  /** Whether operations that are valid become invalid; else they may be surprised. */
  breaks: boolean;
}

/** What callers of each major would notice if one graph took the place of the other, apart from additions. */
export function viewChanges(before: GraphQLSchema, after: GraphQLSchema): readonly ViewChange[] {
  return MAJORS.flatMap(({ number: major }) => {
    const [was, is] = [viewOf(before, major), viewOf(after, major)];
    return [
      ...findBreakingChanges(was, is).map(({ description }) => ({ major, change: description, breaks: true })),
      ...findDangerousChanges(was, is).map(({ description }) => ({ major, change: description, breaks: false })),
    ];
  });
}
