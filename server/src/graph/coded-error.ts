import { GraphQLError } from 'graphql';
import type { Failure, FailureCause } from '../ports/index.js';
import { type ErrorCode, FAILURE_ANSWERS } from './error-codes.js';

/** The error of a field that a vendor could not answer. `now`: epoch milliseconds. */
export function failureError(failure: Failure, now: number): GraphQLError {
  const { code, retryable } = FAILURE_ANSWERS[failure.cause.class];
  const retryAfterMs = waitOf(failure.cause, now);
  return new GraphQLError(`${failure.connector}: ${failure.cause.message}`, {
    extensions: {
      code,
      connector: failure.connector,
      version: failure.version,
      retryable,
      ...(retryAfterMs === null ? {} : { retryAfterMs }),
    },
  });
}

/** The caller gave something that cannot be answered. The message says what was expected, then what came. */
export function badUserInput(message: string): GraphQLError {
  return codedError('BAD_USER_INPUT', message);
}

/** An error that the same request meets again. */
export function codedError(code: ErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, retryable: false } });
}

function waitOf(cause: FailureCause, now: number): number | null {
  if ('retryAfterMs' in cause) return cause.retryAfterMs ?? null;
  if ('untilMs' in cause && cause.untilMs !== undefined) return Math.max(0, cause.untilMs - now);
  return null;
}
