import { parseJson } from './filtering.js';
import { GraphError, invalidParameter } from './graph-error.js';
import type { PixelEvent } from './pixels.js';

const MAX_EVENTS = 1_000;
const OLDEST_SECONDS = 7 * 86_400;
const ACTION_SOURCES: ReadonlySet<unknown> = new Set([
  'app',
  'business_messaging',
  'chat',
  'email',
  'other',
  'phone_call',
  'physical_store',
  'system_generated',
  'website',
]);
const HASHED = ['em', 'ph', 'external_id'] as const;
const PLAIN = ['client_ip_address', 'client_user_agent', 'fbp', 'fbc'] as const;

/**
 * The events of a request. One that cannot be taken fails the request as a whole, and none is counted.
 *
 * @param nowMs epoch milliseconds, for the oldest event that is taken.
 * @throws GraphError 100 that names the event and what is wrong with it.
 */
export function parseEvents(data: string | undefined, nowMs: number): PixelEvent[] {
  const events = data === undefined ? undefined : parseJson('data', data);
  if (!Array.isArray(events) || events.length === 0) throw invalidParameter('The parameter data is required');
  if (events.length > MAX_EVENTS) throw invalidParameter(`Param data must hold at most ${MAX_EVENTS} events`);
  return events.map((event, index) => parseEvent(asRecord(event), `data[${index}]`, Math.floor(nowMs / 1_000)));
}

type Fields = Readonly<Record<string, unknown>>;

function parseEvent(event: Fields, at: string, now: number): PixelEvent {
  const { event_name: name, event_time: time, event_id: id, action_source: actionSource } = event;
  if (typeof name !== 'string' || name === '') throw invalidParameter(`Param ${at}['event_name'] is required`);
  if (typeof time !== 'number' || !Number.isInteger(time)) {
    throw invalidParameter(`Param ${at}['event_time'] must be a unix timestamp in seconds`);
  }
  if (!ACTION_SOURCES.has(actionSource)) throw invalidParameter(`Param ${at}['action_source'] is not a known source`);
  checkTime(time, now);
  checkUser(asRecord(event.user_data), at);
  checkValue(name, asRecord(event.custom_data), at);
  return { name, id: typeof id === 'string' ? id : undefined, time, source: 'server' };
}

/** Meta takes milliseconds for a time far in the future. */
function checkTime(time: number, now: number): void {
  if (time < now - OLDEST_SECONDS) {
    const message = '(#100) Event Timestamp Too Old: an event must be at most 7 days old when it is sent.';
    throw new GraphError(100, message, 2_804_003);
  }
  if (time > now) throw new GraphError(100, '(#100) Event Timestamp In The Future', 2_804_004);
}

function checkUser(user: Fields, at: string): void {
  for (const field of HASHED) {
    const hashes = [user[field] ?? []].flat();
    if (!hashes.every((hash) => typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash))) {
      throw invalidParameter(`Param ${at}['user_data']['${field}'] must be hashed with SHA-256`);
    }
  }
  if ([...HASHED, ...PLAIN].some((field) => user[field] !== undefined)) return;
  throw new GraphError(100, `(#100) ${at} has no customer information parameter`, 2_804_050);
}

function checkValue(name: string, { currency, value }: Fields, at: string): void {
  const complete = typeof value === 'number' && typeof currency === 'string' && /^[A-Z]{3}$/.test(currency);
  if (complete || (name !== 'Purchase' && currency === undefined && value === undefined)) return;
  throw new GraphError(100, `(#100) ${at}['custom_data'] needs a value and a currency`, 2_804_009);
}

function asRecord(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
