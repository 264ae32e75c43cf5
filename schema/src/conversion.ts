import type { MoneyRecord } from './money.js';

/** One conversion to be told to an ad platform. Personal data is plain; connectors normalise and hash it. */
export interface ConversionEvent {
  /** The caller's id of the event; a platform counts the same id once. */
  eventId: string;
  /** Standard name, e.g. `Purchase`, `Lead`. */
  name: string;
  /** RFC 3339. */
  occurredAt: string;
  value?: MoneyRecord;
  sourceUrl?: string;
  email?: string;
  phone?: string;
  externalId?: string;
  clientIp?: string;
  clientUserAgent?: string;
  /** Click ids, by their standard names: `fbp`, `fbc`, `gclid`. */
  clickIds?: Readonly<Record<string, string>>;
}

/** What became of one conversion at one platform. */
export interface ConversionOutcome {
  status: 'received' | 'duplicate';
  /** Share of the identifiers a platform can match a person by that the event carried, 0 to 1. */
  matchQuality: number | null;
}
