import {
  CHECK_CREDENTIAL,
  NEWER_CONNECTOR,
  type VendorAnswer,
  type VendorFailure,
  withAdvice,
} from '@selvedge/connector-api';
import { z } from 'zod';
import { regainAccessMs } from './usage-headers.js';

/**
 * Says what an answer of the Graph API means. The code in the body decides before the status: throttling arrives as
 * 400 or 403, and an error may stand in a 200.
 */
export function classify(answer: VendorAnswer): VendorFailure | null {
  const error = errorSchema.safeParse(answer.body).data?.error;
  if (error !== undefined) return fromCode(error, answer);
  if (answer.status >= 200 && answer.status < 300) return null;
  return fromStatus(answer, `Meta answered ${answer.status} without an error of its own`);
}

/** What the Graph API calls a failure. */
export interface GraphFailure {
  code: number;
  /** Narrows the code; undefined without one. */
  subcode: number | undefined;
}

/** Code and subcode of an answer that holds an error; null for one that holds none. */
export function graphFailure({ body }: Pick<VendorAnswer, 'body'>): GraphFailure | null {
  const error = errorSchema.safeParse(body).data?.error;
  return error === undefined ? null : { code: error.code, subcode: error.error_subcode };
}

const errorSchema = z.object({
  error: z.object({
    code: z.int(),
    error_subcode: z.int().optional().catch(undefined),
    message: z.string().catch(''),
    is_transient: z.boolean().catch(false),
    fbtrace_id: z.string().optional().catch(undefined),
  }),
});
type MetaError = z.output<typeof errorSchema>['error'];

/** Codes: https://developers.facebook.com/docs/marketing-api/error-reference */
function fromCode(error: MetaError, answer: VendorAnswer): VendorFailure {
  const { code } = error;
  const message = describe(error);
  if (isThrottle(code)) return throttled(message, answer.headers);
  if (code === 190 || code === 102) return refusedCredential(message);
  if (code === 2635) return { class: 'gone', message: withAdvice(message, NEWER_CONNECTOR) };
  if (code === 1 || code === 2 || error.is_transient) return { class: 'transient', message };
  if (isPermission(code)) return { class: 'invalid', message: withAdvice(message, GRANT), vendorCode: String(code) };
  if (code === 100) return { class: 'invalid', message, vendorCode: String(code) };
  return fromStatus(answer, message, String(code));
}

function fromStatus({ status, headers }: VendorAnswer, message: string, vendorCode?: string): VendorFailure {
  if (status === 401) return refusedCredential(message);
  if (status === 429) return throttled(message, headers);
  if (status >= 500) return { class: 'transient', message };
  if (status >= 400) return { class: 'invalid', message, ...(vendorCode === undefined ? {} : { vendorCode }) };
  return { class: 'malformed', message };
}

/** Whether a code says that the token, or who it stands for, lacks a permission. */
export function isPermission(code: number): boolean {
  return code === 10 || (code >= 200 && code <= 299);
}

const GRANT = "give the token the scope ads_read and the token's user access to the ad account";

function refusedCredential(message: string): VendorFailure {
  return { class: 'reauthenticate', message: withAdvice(message, CHECK_CREDENTIAL) };
}

/** 4 the app, 17 the user, 32 pages, 613 a call's own limit, 80000 to 80014 the ad account's business use cases. */
function isThrottle(code: number): boolean {
  return code === 4 || code === 17 || code === 32 || code === 613 || (code >= 80_000 && code <= 80_014);
}

function throttled(message: string, headers: Headers): VendorFailure {
  const retryAfterMs = regainAccessMs(headers);
  return { class: 'throttled', message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** Meta quotes a malformed access token in its message; tokens begin with EAA and must not go further. */
function describe({ code, error_subcode: subcode, message, fbtrace_id: trace }: MetaError): string {
  const number = subcode === undefined ? `${code}` : `${code}/${subcode}`;
  const said = message === '' ? '' : `: ${message.replace(/EAA\w+/g, '[token]')}`;
  return `Meta error ${number}${said}${trace === undefined ? '' : ` (trace ${trace})`}`;
}
