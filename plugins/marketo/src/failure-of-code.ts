import {
  CHECK_CREDENTIAL,
  NEWER_CONNECTOR,
  nextMidnight,
  type VendorFailure,
  withAdvice,
} from '@selvedge/connector-api';
import { DAY_ZONE, RATE_WINDOW_MS } from './quota.js';

const GIVE_ROLE =
  "give the API user's role Read-Only Lead for reads and Read-Write Lead for writes, and allow the gateway's IP address";

/**
 * What one of Marketo's codes means, of a request or of a record; null for 702, which only says that there is nothing.
 * A 6xx was not executed at all. Source: Marketo's list of REST error codes.
 */
export function failureOfCode(code: string, said: string, nowMs: number): VendorFailure | null {
  const message = `Marketo answered code ${code}: ${said.slice(0, 300)}`;
  switch (code) {
    case '601':
    case '602':
      return { class: 'reauthenticate', message: withAdvice(message, CHECK_CREDENTIAL) };
    case '603':
      return { class: 'invalid', message: withAdvice(message, GIVE_ROLE), vendorCode: code };
    // The connector's paths hold nothing of a caller's: one that is unknown has been taken away.
    case '610':
      return { class: 'gone', message: withAdvice(message, NEWER_CONNECTOR) };
    case '606':
      return { class: 'throttled', message, retryAfterMs: RATE_WINDOW_MS };
    // Ten requests are open: the next may go as soon as one of them ends.
    case '615':
      return { class: 'throttled', message };
    case '607':
      return { class: 'quota-exhausted', message, untilMs: nextMidnight(DAY_ZONE, nowMs) };
    case '502':
    case '604':
    case '608':
    case '611':
    case '614':
    case '713':
    case '719':
      return { class: 'transient', message };
    case '702':
      return null;
    default:
      return { class: 'invalid', message, vendorCode: code };
  }
}
