import type { Channel } from './channel.js';
import type { MoneyRecord } from './money.js';

/** Asks for daily figures per channel over `[since, until]`, ISO 8601 dates in the property's time zone. */
export interface WebAnalyticsInput {
  since: string;
  until: string;
}

/** One channel's figures of one day on the web. */
export interface WebAnalyticsRowRecord {
  date: string;
  channel: Channel;
  sessions: number;
  users: number;
  conversions: number;
  revenue: MoneyRecord;
}

/** Figures, and what the vendor says against trusting them to the last digit. */
export interface WebAnalyticsRecord {
  rows: readonly WebAnalyticsRowRecord[];
  /** Computed from a sample of the sessions. */
  sampled: boolean;
  /** Rows of few users were withheld. */
  thresholded: boolean;
  /** Rows beyond the vendor's limit were folded into "(other)". */
  otherRow: boolean;
}
