import {
  CHECK_CREDENTIAL,
  NEWER_CONNECTOR,
  retryAfterMs,
  type VendorAnswer,
  type VendorFailure,
  withAdvice,
} from '@selvedge/connector-api';
import { z } from 'zod';
import { plainMessage } from './plain-message.js';

/** Every field is optional: HubSpot's reference says so, and its proxies answer HTML. */
const errorBody = z.object({
  message: z.string().optional().catch(undefined),
  category: z.string().optional().catch(undefined),
  policyName: z.string().optional().catch(undefined),
  errors: z
    .array(
      z.object({
        context: z.object({
          requiredGranularScopes: z.array(z.string()).default([]),
          requiredScopes: z.array(z.string()).default([]),
        }),
      }),
    )
    .catch([]),
});
type ErrorBody = z.infer<typeof errorBody>;

const SECOND = 1_000;
/** What a 404 says when the path itself is gone; one about an object names its category or says "does not exist". */
const RETIRED = /^resource not found$|sunset|deprecated|retired|no longer (available|supported)|has been removed/i;

/**
 * What an answer of HubSpot means. A 207 is a success here: its elements are judged one by one.
 * `nowMs`: epoch milliseconds, for waits that are named as a time.
 */
export function classify(answer: VendorAnswer, nowMs: number = Date.now()): VendorFailure | null {
  const { status, headers } = answer;
  if (status >= 200 && status < 300) return null;
  const body = errorBody.safeParse(answer.body).data ?? { errors: [] };
  const message = `HubSpot answered ${status}: ${plainMessage(body.message ?? 'no reason given').slice(0, 300)}`;
  const wait = retryAfterMs(headers, nowMs);

  if (status === 401) return { class: 'reauthenticate', message: withAdvice(message, CHECK_CREDENTIAL) };
  if (status === 429) return tooMany(body, headers, message, wait, nowMs);
  // 423: another write holds a lock, which HubSpot asks to wait out for at least two seconds.
  if (status === 423) return { class: 'throttled', message, retryAfterMs: Math.max(2 * SECOND, wait ?? 0) };
  // 477: the account is moving to another data centre, for up to 24 hours.
  if (status === 477 || status === 408 || status >= 500) {
    return { class: 'transient', message, ...(wait === undefined ? {} : { retryAfterMs: wait }) };
  }
  if (status === 410 || (status === 404 && RETIRED.test(body.message ?? '')))
    return { class: 'gone', message: withAdvice(message, NEWER_CONNECTOR) };
  if (status < 400) return { class: 'malformed', message: `Expected no redirect, but HubSpot answered ${status}.` };
  const vendorCode = body.category ?? String(status);
  return vendorCode === 'MISSING_SCOPES'
    ? { class: 'invalid', message: withAdvice(message, grantOf(body)), vendorCode }
    : { class: 'invalid', message, vendorCode };
}

function grantOf({ errors }: ErrorBody): string {
  const scopes = errors.flatMap(({ context: { requiredGranularScopes, requiredScopes } }) =>
    requiredGranularScopes.length > 0 ? requiredGranularScopes : requiredScopes,
  );
  return `grant the app ${scopes.join(', ') || 'the scopes that the connector lists'}, then renew the credential`;
}

function tooMany(
  body: ErrorBody,
  headers: Headers,
  message: string,
  wait: number | undefined,
  nowMs: number,
): VendorFailure {
  const said = body.message ?? '';
  if (body.policyName === 'DAILY' || (body.policyName === undefined && /daily/i.test(said))) {
    // Opens at midnight of the account's time zone, which no answer tells.
    return { class: 'quota-exhausted', message, ...(wait === undefined ? {} : { untilMs: nowMs + wait }) };
  }
  return { class: 'throttled', message, retryAfterMs: wait ?? windowOf(body, headers) };
}

/** The length of the window that is used up. A search's 429 has neither headers nor a policy, only its message. */
function windowOf({ policyName, message }: ErrorBody, headers: Headers): number {
  if (policyName === 'SECONDLY' || /secondly limit/i.test(message ?? '')) return SECOND;
  const interval = Number(headers.get('x-hubspot-ratelimit-interval-milliseconds'));
  return interval > 0 ? interval : 10 * SECOND;
}
