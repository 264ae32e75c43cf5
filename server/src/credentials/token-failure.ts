import { VendorError } from '@selvedge/connector-api';
import { ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';

/**
 * Classifies what the token endpoint at `host` did. Only the OAuth error code is repeated: descriptions are free text
 * in which vendors have been seen to echo what they were sent.
 */
export function tokenFailure(error: unknown, host: string): VendorError {
  if (error instanceof ResponseBodyError) {
    return isPassing(error.status) || PASSING.has(error.error)
      ? transient(`The token endpoint at ${host} answered ${error.status}.`, error)
      : refused(`The token endpoint at ${host} refused the credential`, error, ERROR_CODE.exec(error.error)?.[0]);
  }
  if (error instanceof WWWAuthenticateChallengeError) {
    return refused(`The token endpoint at ${host} refused the client's id or secret`, error);
  }
  const status = statusOf(error);
  if (status === null) return transient(`The token endpoint at ${host} gave no token that can be used.`, error);
  return isPassing(status) || status < 400
    ? transient(`The token endpoint at ${host} answered ${status}, but no token.`, error)
    : refused(`The token endpoint at ${host} answered ${status}`, error);
}

const PASSING = new Set(['server_error', 'temporarily_unavailable', 'slow_down']);
/** The characters that RFC 6749 §5.2 allows and vendors use. */
const ERROR_CODE = /^[A-Za-z_-]{1,40}$/;

function isPassing(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

function refused(what: string, cause: unknown, code?: string): VendorError {
  const message = `${what}${code === undefined ? '' : ` (${code})`}; check the connection's credential.`;
  return new VendorError({ class: 'reauthenticate', message }, { cause });
}

function transient(message: string, cause: unknown): VendorError {
  return new VendorError({ class: 'transient', message }, { cause });
}

/** openid-client keeps an answer that is not OAuth's as the innermost cause. */
function statusOf(error: unknown): number | null {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth++) {
    if (each.cause instanceof Response) return each.cause.status;
  }
  return null;
}
