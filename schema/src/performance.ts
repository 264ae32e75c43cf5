import type { Channel } from './channel.js';
import type { MoneyRecord } from './money.js';

/** Asks for daily figures per campaign over `[since, until]`, ISO 8601 dates in the account's time zone. */
export interface PerformanceInput {
  since: string;
  until: string;
}

/** One campaign's figures of one day: the answer of `performance.report` is a list of these. */
export interface PerformanceRowRecord {
  /** ISO 8601 date in the account's time zone. */
  date: string;
  channel: Channel;
  campaignId: string;
  spend: MoneyRecord;
  impressions: number;
  clicks: number;
  /** As the platform attributes them. */
  conversions: number;
}
