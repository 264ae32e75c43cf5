import { randomUUID } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from '../telemetry/index.js';
import { TOO_LARGE } from './limits.js';

/** Code that graphql-js errors and unexpected exceptions get from Apollo Server. */
const UNEXPECTED = 'INTERNAL_SERVER_ERROR';

/** Code that Apollo Server gives to whatever a validation rule reports, over the rule's own. */
const INVALID = 'GRAPHQL_VALIDATION_FAILED';

/**
 * Lets coded errors through and hides the rest: a caller gets a reference, the log gets the cause under it.
 * Unexpected messages may hold anything, secrets included.
 */
export function maskError(formatted: GraphQLFormattedError, error: unknown, logger: Logger): GraphQLFormattedError {
  if (formatted.extensions?.code === INVALID && 'limit' in formatted.extensions) {
    return { ...formatted, extensions: { ...formatted.extensions, code: TOO_LARGE } };
  }
  if (formatted.extensions?.validationErrorCode === 'INTROSPECTION_DISABLED') {
    return { ...formatted, message: 'This gateway does not tell its schema; its operators have it.' };
  }
  if (formatted.extensions?.code !== UNEXPECTED) return formatted;
  const reference = randomUUID();
  logger.error({ reference, ...originOf(error) }, 'unexpected error');
  return {
    message: `Something went wrong in the gateway. Quote the reference ${reference} when you report it.`,
    ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
    extensions: { code: UNEXPECTED, reference },
  };
}

/** What was thrown and where, without its message. */
function originOf(error: unknown): { kind: string; stack?: readonly string[] } {
  const original = error instanceof Error && 'originalError' in error ? (error.originalError ?? error) : error;
  if (!(original instanceof Error)) return { kind: typeof original };
  const frames = original.stack?.split('\n').filter((line) => line.trimStart().startsWith('at ')) ?? [];
  return { kind: original.name, stack: frames.slice(0, 5).map((frame) => frame.trim().slice(3)) };
}
