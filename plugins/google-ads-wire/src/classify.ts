import { retryAfterMs, type VendorAnswer, type VendorFailure } from '@selvedge/connector-api';
import { z } from 'zod';
import { advised } from './advice.js';
import { type AdsError, adsErrors, reasonOf } from './failure.js';

/**
 * Says what an answer of the Google Ads API means. A stream's error comes wrapped in an array. The first error of the
 * failure decides before the HTTP status. `nowMs`: epoch milliseconds.
 */
export function classify(answer: VendorAnswer, nowMs: number = Date.now()): VendorFailure | null {
  const body = Array.isArray(answer.body) ? answer.body[0] : answer.body;
  const status = statusSchema.safeParse(body).data?.error;
  if (status === undefined && answer.status >= 200 && answer.status < 300) return null;
  const [error] = adsErrors(status?.details);
  const failure = error === undefined ? null : fromError(error, nowMs);
  const vendorCode = error?.code ?? reasonOf(status?.details);
  return advised(failure ?? fromStatus(answer, status?.status, messageOf(answer, status?.message, error), vendorCode));
}

const statusSchema = z.object({
  error: z.object({
    code: z.int().optional().catch(undefined),
    message: z.string().catch(''),
    status: z.string().optional().catch(undefined),
    details: z.array(z.unknown()).optional().catch(undefined),
  }),
});

/** Codes: google.ads.googleads.*.errors. Null where the status says enough. */
function fromError(error: AdsError, nowMs: number): VendorFailure | null {
  const { kind, code, retryDelayMs } = error;
  const message = described(error);
  if (kind === 'quotaError') return fromQuota(error, message, nowMs);
  if (kind === 'internalError' && TRANSIENT.has(code)) return { class: 'transient', message };
  if (kind === 'requestError' && code === 'RPC_DEADLINE_TOO_SHORT') return { class: 'transient', message };
  if (kind === 'databaseError' && code === 'CONCURRENT_MODIFICATION') return { class: 'transient', message };
  if (kind === 'requestError' && code === 'UNSUPPORTED_VERSION') return { class: 'gone', message };
  if (kind === 'authenticationError') {
    if (REFRESHABLE.has(code)) return { class: 'reauthenticate', message };
    return { class: 'invalid', message, vendorCode: code };
  }
  if (retryDelayMs !== undefined) return { class: 'throttled', message, retryAfterMs: retryDelayMs };
  return null;
}

const TRANSIENT = new Set(['INTERNAL_ERROR', 'TRANSIENT_ERROR', 'DEADLINE_EXCEEDED']);

/** What a new token may mend; a wrong developer token or customer stays wrong. */
const REFRESHABLE = new Set([
  'AUTHENTICATION_ERROR',
  'OAUTH_TOKEN_DISABLED',
  'OAUTH_TOKEN_EXPIRED',
  'OAUTH_TOKEN_HEADER_INVALID',
  'OAUTH_TOKEN_INVALID',
  'OAUTH_TOKEN_REVOKED',
]);

/** The day's operations and long-term consumption close for hours, all others for a moment. */
function fromQuota({ code, retryDelayMs }: AdsError, message: string, nowMs: number): VendorFailure {
  switch (code) {
    case 'RESOURCE_EXHAUSTED':
    case 'EXCESSIVE_LONG_TERM_QUERY_RESOURCE_CONSUMPTION':
      return {
        class: 'quota-exhausted',
        message,
        ...(retryDelayMs === undefined ? {} : { untilMs: nowMs + retryDelayMs }),
      };
    case 'ACCESS_PROHIBITED':
      return { class: 'invalid', message, vendorCode: code };
    default:
      return { class: 'throttled', message, ...(retryDelayMs === undefined ? {} : { retryAfterMs: retryDelayMs }) };
  }
}

function fromStatus(
  answer: VendorAnswer,
  rpcStatus: string | undefined,
  message: string,
  vendorCode: string | undefined,
): VendorFailure {
  const { status, headers } = answer;
  if (status === 401 || rpcStatus === 'UNAUTHENTICATED') return { class: 'reauthenticate', message };
  if (status === 429 || rpcStatus === 'RESOURCE_EXHAUSTED') {
    const waitMs = retryAfterMs(headers);
    return { class: 'throttled', message, ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }) };
  }
  if (status >= 500) return { class: 'transient', message };
  // Customers that are not there are refused with 403: a path that nobody serves is that of a version taken away.
  if (status === 404 && vendorCode === undefined) return { class: 'gone', message };
  if (status >= 400) return { class: 'invalid', message, ...(vendorCode === undefined ? {} : { vendorCode }) };
  return { class: 'malformed', message };
}

function messageOf(answer: VendorAnswer, said: string | undefined, error: AdsError | undefined): string {
  if (error !== undefined) return described(error);
  return said ? `Google Ads: ${said}` : `Google Ads answered ${answer.status} without an error of its own`;
}

function described({ kind, code, message }: AdsError): string {
  return `Google Ads ${kind} ${code}${message === '' ? '' : `: ${message}`}`;
}
