import {
  CHECK_CREDENTIAL,
  NEWER_CONNECTOR,
  retryAfterMs,
  type VendorAnswer,
  VendorError,
  type VendorFailure,
  withAdvice,
} from '@selvedge/connector-api';
import { z } from 'zod';

/** Errors are a list; the token endpoint's, and a proxy's, are not. */
const errorBody = z.array(
  z.object({ errorCode: z.string().optional().catch(undefined), message: z.string().optional().catch(undefined) }),
);

/** Codes after which the same request may succeed. */
const PASSING = new Set(['UNABLE_TO_LOCK_ROW', 'SERVER_UNAVAILABLE', 'QUERY_TIMEOUT', 'UNKNOWN_EXCEPTION']);
const SESSION = new Set(['INVALID_SESSION_ID', 'INVALID_AUTH_HEADER']);
/** An API version that Salesforce no longer serves. */
const RETIRED = new Set(['GONE', 'UNSUPPORTED_API_VERSION']);

/** What an answer of Salesforce means. `nowMs`: epoch milliseconds, for waits that are named as a time. */
export function classify(answer: VendorAnswer, nowMs: number = Date.now()): VendorFailure | null {
  const { status, headers } = answer;
  if (status >= 200 && status < 300) return null;
  const [first] = errorBody.safeParse(answer.body).data ?? [];
  const said = (first?.message ?? 'no reason given').slice(0, 300);
  const message = `Salesforce answered ${status}${first?.errorCode ? ` ${first.errorCode}` : ''}: ${said}`;
  if (status === 300) {
    return { class: 'invalid', message: 'Several records have this external id.', vendorCode: 'MULTIPLE_CHOICES' };
  }
  if (status < 400) {
    return { class: 'malformed', message: `Expected no redirect, but Salesforce answered ${status}.` };
  }
  const wait = retryAfterMs(headers, nowMs);
  const asked = wait === undefined ? {} : { retryAfterMs: wait };
  if (status === 401) return { class: 'reauthenticate', message: withAdvice(message, CHECK_CREDENTIAL) };
  if (status === 410) return { class: 'gone', message: withAdvice(message, NEWER_CONNECTOR) };
  if (status === 429) return { class: 'throttled', message, ...asked };
  if (status === 408 || status >= 500) return { class: 'transient', message, ...asked };
  return failureOf(first?.errorCode ?? String(status), said, message);
}

/** The failure that one record's error of a collection stands for. */
export function elementError(code: string, said: string): VendorError {
  return new VendorError(failureOf(code, said, `Salesforce refused the record, ${code}: ${said.slice(0, 300)}`));
}

function failureOf(code: string, said: string, message: string): VendorFailure {
  if (code === 'REQUEST_LIMIT_EXCEEDED') {
    // A 403, yet no matter of permission. The day rolls, so no answer can tell when the next request is free.
    return { class: /concurrent/i.test(said) ? 'throttled' : 'quota-exhausted', message };
  }
  if (SESSION.has(code)) return { class: 'reauthenticate', message: withAdvice(message, CHECK_CREDENTIAL) };
  if (RETIRED.has(code)) return { class: 'gone', message: withAdvice(message, NEWER_CONNECTOR) };
  if (PASSING.has(code)) return { class: 'transient', message };
  const grant = GRANTS.get(code);
  return { class: 'invalid', message: grant === undefined ? message : withAdvice(message, grant), vendorCode: code };
}

const API_ENABLED = 'give the integration user the permission API Enabled, in an edition that has the API';
const OBJECT = 'give the integration user a permission set with access to this object and its fields';

/** To a user who may not read them, Salesforce says that objects and fields do not exist. */
const GRANTS: ReadonlyMap<string, string> = new Map([
  ['API_CURRENTLY_DISABLED', API_ENABLED],
  ['API_DISABLED_FOR_ORG', API_ENABLED],
  ['FORBIDDEN', API_ENABLED],
  ['INSUFFICIENT_ACCESS', OBJECT],
  ['INSUFFICIENT_ACCESS_OR_READONLY', OBJECT],
  ['INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', OBJECT],
  ['INVALID_FIELD', OBJECT],
  ['INVALID_FIELD_FOR_INSERT_UPDATE', OBJECT],
  ['INVALID_TYPE', OBJECT],
]);
