import { GraphQLError } from 'graphql';
import { type RolloutCode, RolloutError } from '../rollouts/model/index.js';
import type { RolloutActionName } from './shown/actions-of.js';

/** Codes of errors of admins' operations, besides those of rollouts. */
export type AdminCode = RolloutCode | 'BAD_USER_INPUT';

/** `allowed`: what may be done to the rollout instead. */
export function adminError(code: AdminCode, message: string, allowed?: readonly RolloutActionName[]): GraphQLError {
  return new GraphQLError(message, {
    // Only a lease that changed hands is none of the admin's making.
    extensions: { code, retryable: code === 'ROLLOUT_LEASE_LOST', ...(allowed === undefined ? {} : { allowed }) },
  });
}

/** A rollout's refusal with its code; any other error as it is. */
export function codedRefusal(error: unknown, allowed?: readonly RolloutActionName[]): unknown {
  const cause = error instanceof GraphQLError ? error.originalError : error;
  return cause instanceof RolloutError ? adminError(cause.code, cause.message, allowed) : error;
}

export function rolloutNotFound(id: string): GraphQLError {
  return adminError(
    'ROLLOUT_NOT_FOUND',
    `Expected the id of a rollout, got ${JSON.stringify(id)}; the query rollouts lists them.`,
  );
}
