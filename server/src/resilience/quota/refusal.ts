import { VendorError } from '@selvedge/connector-api';
import type { Denial } from './ledger.js';

/** A wait longer than this is that of a long window rather than of a busy moment, milliseconds. */
const LONG_WAIT_MS = 60_000;

/**
 * What is told to a call that cannot wait for its turn, `throttled` or `quota-exhausted`.
 *
 * @param now epoch milliseconds
 */
export function refusal(connector: string, because: Denial['because'], waitMs: number, now: number): VendorError {
  const seconds = Math.ceil(waitMs / 1_000);
  switch (because) {
    case 'pause':
      return new VendorError({
        class: 'throttled',
        message: `The vendor asked for no calls for another ${seconds} s.`,
        retryAfterMs: waitMs,
      });
    case 'concurrency':
      return new VendorError({
        class: 'throttled',
        message: `${connector} takes no more calls at once than are under way; try again in a moment.`,
        retryAfterMs: waitMs,
      });
    default: {
      const message = `The account's ${because.window} quota at ${connector} is used up; it has room again in ${seconds} s.`;
      return waitMs > LONG_WAIT_MS
        ? new VendorError({ class: 'quota-exhausted', message, untilMs: now + waitMs })
        : new VendorError({ class: 'throttled', message, retryAfterMs: waitMs });
    }
  }
}
