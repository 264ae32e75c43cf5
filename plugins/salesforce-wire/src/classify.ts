import { retryAfterMs, type VendorAnswer, VendorError, type VendorFailure } from '@selvedge/connector-api';
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
  if (status === 401) return { class: 'reauthenticate', message };
  if (status === 410) return { class: 'gone', message };
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
  if (SESSION.has(code)) return { class: 'reauthenticate', message };
  if (RETIRED.has(code)) return { class: 'gone', message };
  if (PASSING.has(code)) return { class: 'transient', message };
  return { class: 'invalid', message, vendorCode: code };
}
