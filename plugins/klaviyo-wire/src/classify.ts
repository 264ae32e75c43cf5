import {
  CHECK_CREDENTIAL,
  NEWER_CONNECTOR,
  retryAfterMs,
  type VendorAnswer,
  type VendorFailure,
  withAdvice,
} from '@selvedge/connector-api';
import { z } from 'zod';

const MINUTE_MS = 60_000;

/**
 * Says what an answer of Klaviyo means; errors are JSON:API's. Messages carry codes, titles and places, never the
 * detail, which may quote what was sent. `nowMs`: epoch milliseconds, for waits that are named as a time.
 */
export function classify(answer: VendorAnswer, nowMs: number = Date.now()): VendorFailure | null {
  const { status, headers } = answer;
  if (status >= 200 && status < 300) return null;
  const errors = errorsSchema.safeParse(answer.body).data?.errors ?? [];
  const message = `Klaviyo answered ${status}: ${errors.map(describe).join('; ') || 'no reason given'}`;
  const wait = retryAfterMs(headers, nowMs);
  const after = wait === undefined ? {} : { retryAfterMs: wait };

  if (status === 401) return { class: 'reauthenticate', message: withAdvice(message, CHECK_CREDENTIAL) };
  if (status === 429) {
    // The burst window is a second and the steady one a minute: a longer wait is for the day of a few operations.
    if (wait !== undefined && wait > MINUTE_MS) return { class: 'quota-exhausted', message, untilMs: nowMs + wait };
    return { class: 'throttled', message, ...after };
  }
  if (status === 408 || status >= 500) return { class: 'transient', message, ...after };
  if (status === 410) return { class: 'gone', message: withAdvice(message, NEWER_CONNECTOR) };
  if (status < 400) {
    return { class: 'malformed', message: `Expected an answer or an error from Klaviyo, but got status ${status}.` };
  }
  const vendorCode = errors[0]?.code ?? String(status);
  if (status === 403) return { class: 'invalid', message: withAdvice(message, grantOf(answer)), vendorCode };
  return { class: 'invalid', message, vendorCode };
}

/** The scopes that are missing stand in the detail alone; nothing else is taken from there. Scopes of a key are fixed. */
function grantOf({ body }: VendorAnswer): string {
  const details = z.object({ errors: z.array(z.object({ detail: said })) }).safeParse(body).data?.errors ?? [];
  const scopes = details.flatMap(({ detail }) => detail?.match(/\b[a-z][a-z-]*:(?:read|write)\b/g) ?? []);
  const named = [...new Set(scopes)].join(', ') || 'those that the connector lists';
  return `create a key with the scopes it has and ${named}`;
}

const said = z.string().optional().catch(undefined);
const errorSchema = z.object({
  code: said,
  title: said,
  source: z.object({ pointer: said, parameter: said }).optional().catch(undefined),
});
const errorsSchema = z.object({ errors: z.array(errorSchema) });

function describe({ code, title, source }: z.output<typeof errorSchema>): string {
  const place = source?.pointer ?? source?.parameter;
  return `${(title ?? code ?? 'an error').slice(0, 200)}${place === undefined ? '' : ` (${place})`}`;
}
