import {
  CHECK_CREDENTIAL,
  NEWER_CONNECTOR,
  retryAfterMs,
  type VendorAnswer,
  type VendorFailure,
  withAdvice,
} from '@selvedge/connector-api';
import { z } from 'zod';

/**
 * Says what an answer of Google Analytics means. A server error must not be sent again: after ten of them in an hour
 * everything fails, for every user of the project. `nowMs`: epoch milliseconds.
 */
export function classify(answer: VendorAnswer, nowMs: number = Date.now()): VendorFailure | null {
  const { status, headers } = answer;
  const error = errorSchema.safeParse(answer.body).data?.error;
  if (error === undefined && status >= 200 && status < 300) return null;
  const message = error?.message
    ? `Google Analytics: ${error.message}`
    : `Google Analytics answered ${status} without a reason`;
  if (status === 401 || error?.status === 'UNAUTHENTICATED') {
    return { class: 'reauthenticate', message: withAdvice(message, CHECK_CREDENTIAL) };
  }
  if (status === 429 || error?.status === 'RESOURCE_EXHAUSTED') {
    return fromQuota(message, waitMs(message) ?? retryAfterMs(headers), nowMs);
  }
  if (status >= 500) return { class: 'transient', message, retryable: false };
  // Properties that are not there are refused with 403: a path that nobody serves has been taken away.
  if (status === 410 || (status === 404 && error === undefined)) {
    return { class: 'gone', message: withAdvice(message, NEWER_CONNECTOR) };
  }
  if (status === 403) {
    const lacksScope = error?.details.some(({ reason }) => reason === 'ACCESS_TOKEN_SCOPE_INSUFFICIENT');
    const vendorCode = error?.status ?? String(status);
    return { class: 'invalid', message: withAdvice(message, lacksScope ? GRANT_SCOPE : GIVE_ACCESS), vendorCode };
  }
  if (status >= 400) {
    return { class: 'invalid', message, ...(error?.status === undefined ? {} : { vendorCode: error.status }) };
  }
  return { class: 'malformed', message };
}

const errorSchema = z.object({
  error: z.object({
    message: z.string().catch(''),
    status: z.string().optional().catch(undefined),
    details: z.array(z.object({ reason: z.string().optional().catch(undefined) })).catch([]),
  }),
});

const GRANT_SCOPE = 'grant the token the scope https://www.googleapis.com/auth/analytics.readonly';
const GIVE_ACCESS =
  'add the account as Viewer in Admin → Property access management, and enable the API in its project';

/** The day's tokens, or a project's server errors, close for long; an hour's tokens and concurrency pass. */
function fromQuota(message: string, wait: number | undefined, nowMs: number): VendorFailure {
  if (/per day|daily|server error/i.test(message)) {
    return { class: 'quota-exhausted', message, ...(wait === undefined ? {} : { untilMs: nowMs + wait }) };
  }
  return { class: 'throttled', message, ...(wait === undefined ? {} : { retryAfterMs: wait }) };
}

const UNIT_MS: Readonly<Record<string, number>> = { second: 1_000, minute: 60_000, hour: 3_600_000 };

/** "These quota tokens will return in under 5 hours." */
function waitMs(message: string): number | undefined {
  const [, count, unit] = /in under (\d+) (second|minute|hour)/i.exec(message) ?? [];
  return unit === undefined ? undefined : Number(count) * (UNIT_MS[unit.toLowerCase()] ?? 0);
}
