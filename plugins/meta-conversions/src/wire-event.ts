import { invalid, VendorError } from '@selvedge/connector-api';
import type { ConversionEvent } from '@selvedge/schema';
import { type UserData, userDataOf } from './user-data.js';

/** An event as the Conversions API takes it. */
export interface WireEvent {
  event_name: string;
  /** Epoch seconds. */
  event_time: number;
  event_id: string;
  action_source: string;
  event_source_url?: string;
  user_data: UserData;
  custom_data?: { currency: string; value: number };
}

/**
 * An event for the wire, or the failure of one that Meta would refuse: it must not stand in a request, because Meta
 * refuses the whole request for it. `nowMs`: epoch milliseconds.
 */
export function wireEvent(event: ConversionEvent, actionSource: string, nowMs: number): WireEvent | VendorError {
  const { name, eventId, occurredAt, sourceUrl, value } = event;
  if (name.trim() === '' || eventId.trim() === '') return invalid('A conversion needs a name and an eventId.');
  const time = secondsOf(occurredAt, nowMs);
  if (time instanceof VendorError) return time;
  const user = userDataOf(event);
  if (Object.keys(user).length === 0) {
    return invalid('A conversion needs at least one usable identifier of the person, such as an e-mail address.');
  }
  const amount = Number(value?.amount ?? 0);
  if (value !== undefined && !(Number.isFinite(amount) && /^[A-Za-z]{3}$/.test(value.currency))) {
    return invalid("A conversion's value needs a decimal amount and an ISO 4217 currency.");
  }
  return {
    event_name: name,
    event_time: time,
    event_id: eventId,
    action_source: actionSource,
    ...(sourceUrl === undefined ? {} : { event_source_url: sourceUrl }),
    user_data: user,
    ...(value === undefined ? {} : { custom_data: { currency: value.currency.toUpperCase(), value: amount } }),
  };
}

/** Meta takes events of the last seven days. */
const OLDEST_MS = 7 * 24 * 60 * 60 * 1_000;

function secondsOf(occurredAt: string, nowMs: number): number | VendorError {
  const epochMs = Date.parse(occurredAt);
  if (Number.isNaN(epochMs)) return invalid('A conversion must have occurred at an RFC 3339 date and time.');
  if (epochMs > nowMs) return invalid(`The conversion lies in the future, at ${new Date(epochMs).toISOString()}.`);
  if (epochMs < nowMs - OLDEST_MS) {
    const limit = new Date(nowMs - OLDEST_MS).toISOString();
    return invalid(`Meta takes conversions of the last 7 days, since ${limit}; this one is older.`);
  }
  return Math.floor(epochMs / 1_000);
}
