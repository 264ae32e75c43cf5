import { type GraphQLResolveInfo, responsePathAsArray } from 'graphql';
import type { GraphContext, Origin, Outcome } from '../ports/index.js';
import { failureError } from './coded-error.js';

/** An outcome that is no failure. */
export type Success<O> = Extract<Outcome<O>, { ok: true }>;

/** Turns an outcome into the field's value and notes where it came from; throws the coded error of a failure. */
export function answer<O>(outcome: Outcome<O>, context: GraphContext, info: GraphQLResolveInfo): O | null {
  return answered(outcome, context, info).value;
}

/** As `answer`, for who needs the origin too. */
export function answered<O>(outcome: Outcome<O>, context: GraphContext, info: GraphQLResolveInfo): Success<O> {
  if (!outcome.ok) throw failureError(outcome.failure, context.now());
  noteOrigin(outcome.origin, context, info);
  return outcome;
}

/** Notes where the value at the field's path, or at `below` it, came from. */
export function noteOrigin(
  origin: Origin,
  context: GraphContext,
  info: GraphQLResolveInfo,
  ...below: (string | number)[]
): void {
  context.trail.note([...responsePathAsArray(info.path), ...below], origin);
}
