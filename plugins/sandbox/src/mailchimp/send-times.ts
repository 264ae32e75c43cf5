import { invalid } from './problem.js';

/** ISO 8601 instants. */
export interface SendTimes {
  since_send_time?: string;
  before_send_time?: string;
}

/**
 * Whether a campaign was sent within the times of the query; without any, unsent ones match too.
 *
 * @throws Problem 400 when a time cannot be read.
 */
export function isBetween(query: SendTimes): (sentAt: number | null) => boolean {
  const since = instant('since_send_time', query.since_send_time) ?? Number.NEGATIVE_INFINITY;
  const before = instant('before_send_time', query.before_send_time) ?? Number.POSITIVE_INFINITY;
  const anyTime = query.since_send_time === undefined && query.before_send_time === undefined;
  return (sentAt) => anyTime || (sentAt !== null && sentAt > since && sentAt < before);
}

function instant(field: keyof SendTimes, text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Date.parse(text);
  if (Number.isNaN(value)) throw invalid({ field, message: 'Value must be an ISO 8601 date and time' });
  return value;
}
