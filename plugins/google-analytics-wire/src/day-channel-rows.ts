import type { Channel, MoneyRecord, WebAnalyticsRowRecord } from '@selvedge/schema';
import type { ChannelOf } from './channels.js';

/** One row of a report by day and channel group. */
export interface GroupFigures {
  /** `20261120`, or `(other)` for what was folded together. */
  date: string;
  channelGroup: string;
  sessions: number;
  users: number;
  conversions: number;
  /** Millionths of the currency's unit. */
  revenueMicros: bigint;
}

/**
 * One row for each day and canonical channel: several channel groups may make one channel. Their users are added, so
 * who came by two of them counts twice. `otherRow`: something was folded together and belongs to no day.
 */
export function dayChannelRows(
  groups: readonly GroupFigures[],
  currency: string,
  channelOf: ChannelOf,
): { rows: WebAnalyticsRowRecord[]; otherRow: boolean } {
  const dated = groups.filter(({ date }) => /^\d{8}$/.test(date));
  const byDayAndChannel = Map.groupBy(dated, ({ date, channelGroup }) => `${date}/${channelOf(channelGroup)}`);
  const rows = [...byDayAndChannel].map(([key, all]) => {
    const [date = '', channel = ''] = key.split('/');
    const sum = (figure: 'sessions' | 'users' | 'conversions') => all.reduce((total, row) => total + row[figure], 0);
    return {
      date: `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`,
      channel: channel as Channel,
      sessions: sum('sessions'),
      users: sum('users'),
      conversions: sum('conversions'),
      revenue: moneyOf(
        all.reduce((total, row) => total + row.revenueMicros, 0n),
        currency,
      ),
    };
  });
  rows.sort((one, other) => one.date.localeCompare(other.date) || one.channel.localeCompare(other.channel));
  return { rows, otherRow: dated.length < groups.length };
}

/** Rounded to the currency's smallest unit: Analytics counts in floating point and in no smaller coin. */
function moneyOf(micros: bigint, currency: string): MoneyRecord {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const unit = 10n ** BigInt(6 - digits);
  const units = (micros < 0n ? micros - unit / 2n : micros + unit / 2n) / unit;
  const text = String(units < 0n ? -units : units).padStart(digits + 1, '0');
  const sign = units < 0n ? '-' : '';
  const whole = text.slice(0, text.length - digits);
  return { amount: digits === 0 ? sign + whole : `${sign}${whole}.${text.slice(-digits)}`, currency };
}
