import {
  CHECK_CREDENTIAL,
  NEWER_CONNECTOR,
  retryAfterMs,
  type VendorAnswer,
  type VendorFailure,
  withAdvice,
} from '@selvedge/connector-api';
import { z } from 'zod';
import { failureOfCode } from './failure-of-code.js';

const refusal = z.object({
  success: z.literal(false),
  errors: z.array(z.object({ code: z.coerce.string(), message: z.string().catch('no reason given') })).catch([]),
});

/**
 * What an answer of Marketo means. It refuses inside HTTP 200, with a code in the body; other statuses come from the
 * web servers in front of it. `nowMs`: epoch milliseconds, from which the end of the day is counted.
 */
export function classify(answer: VendorAnswer, nowMs: number = Date.now()): VendorFailure | null {
  const { status, headers, body } = answer;
  if (status >= 200 && status < 300) {
    const refused = refusal.safeParse(body).data;
    if (refused === undefined) return null;
    const [error] = refused.errors;
    if (error === undefined) return { class: 'malformed', message: 'Marketo refused without a reason.' };
    return failureOfCode(error.code, error.message, nowMs);
  }
  const message = `Marketo answered ${status}.`;
  const wait = retryAfterMs(headers, nowMs);
  const waited = wait === undefined ? {} : { retryAfterMs: wait };
  if (status === 401) return { class: 'reauthenticate', message: withAdvice(message, CHECK_CREDENTIAL) };
  if (status === 404 || status === 410) return { class: 'gone', message: withAdvice(message, NEWER_CONNECTOR) };
  if (status === 429) return { class: 'throttled', message, ...waited };
  if (status === 408 || status >= 500) return { class: 'transient', message, ...waited };
  if (status < 400) return { class: 'malformed', message: `Expected no redirect, but Marketo answered ${status}.` };
  return { class: 'invalid', message, vendorCode: String(status) };
}
