import { retryAfterMs, type VendorAnswer, type VendorFailure } from '@selvedge/connector-api';
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

  if (status === 401) return { class: 'reauthenticate', message };
  if (status === 429) {
    // The burst window is a second and the steady one a minute: a longer wait is for the day of a few operations.
    if (wait !== undefined && wait > MINUTE_MS) return { class: 'quota-exhausted', message, untilMs: nowMs + wait };
    return { class: 'throttled', message, ...after };
  }
  if (status === 408 || status >= 500) return { class: 'transient', message, ...after };
  if (status === 410) return { class: 'gone', message };
  if (status < 400) {
    return { class: 'malformed', message: `Expected an answer or an error from Klaviyo, but got status ${status}.` };
  }
  const vendorCode = errors[0]?.code ?? String(status);
  return { class: 'invalid', message, vendorCode };
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
