/** One channel's visits to the web site on one day. */
export interface WebDay {
  /** ISO 8601 date, UTC. */
  date: string;
  channel: WebChannel;
  sessions: number;
  users: number;
  conversions: number;
  /** Value of the deals won on that day by people who first came by this channel, in cents of EUR. */
  revenue: number;
}

/** Channels by the names of Google Analytics' default channel group. */
export type WebChannel =
  | 'Direct'
  | 'Organic Search'
  | 'Paid Search'
  | 'Paid Shopping'
  | 'Display'
  | 'Organic Social'
  | 'Paid Social'
  | 'Email'
  | 'Referral'
  | 'Unassigned';

/** Worth of one unit in EUR, the currency of the world's reports. */
export const EUR_PER_UNIT: Readonly<Record<string, number>> = { EUR: 1, USD: 0.92, GBP: 1.17 };
