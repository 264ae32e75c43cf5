import { GraphQLError } from 'graphql';
import { type RolloutCode, RolloutError } from '../rollouts/model/index.js';
import { isUnavailable } from '../store/index.js';
import type { RolloutActionName } from './shown/actions-of.js';

/** Codes of errors of admins' operations, besides those of rollouts. */
export type AdminCode = RolloutCode | 'BAD_USER_INPUT' | 'STORE_UNAVAILABLE';

/** `allowed`: what may be done to the rollout instead. */
export function adminError(code: AdminCode, message: string, allowed?: readonly RolloutActionName[]): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code, retryable: RETRYABLE.has(code), ...(allowed === undefined ? {} : { allowed }) },
  });
}

/** What is none of the admin's making. */
const RETRYABLE: ReadonlySet<AdminCode> = new Set(['ROLLOUT_LEASE_LOST', 'STORE_UNAVAILABLE']);

/** A refusal of a rollout, or of a store that is away, with its code; any other error as it is. */
export function codedRefusal(error: unknown, allowed?: readonly RolloutActionName[]): unknown {
  const cause = error instanceof GraphQLError ? error.originalError : error;
  if (cause instanceof RolloutError) return adminError(cause.code, cause.message, allowed);
  return isUnavailable(cause) ? adminError('STORE_UNAVAILABLE', AWAY) : error;
}

const AWAY =
  'Expected the store to answer, but it is away, full, read-only or closed to the gateway’s role; the log of the gateway says why. Callers are answered as before, and rollouts stay where they are. Ask again, with the same idempotency key: what was done nevertheless is not done twice.';

export function rolloutNotFound(id: string): GraphQLError {
  return adminError(
    'ROLLOUT_NOT_FOUND',
    `Expected the id of a rollout, got ${JSON.stringify(id)}; the query rollouts lists them.`,
  );
}
