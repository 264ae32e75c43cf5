import { GoogleError } from '../google/google-error.js';
import type { WebDay } from '../world/web-day.js';

/** One group of a report: a value for each dimension, and the days that its metrics are the sum of. */
export interface ReportGroup {
  dimensions: readonly string[];
  days: readonly WebDay[];
}

/** How a dimension reads a day; by the dimension's name. */
export type Dimensions = Readonly<Record<string, (day: WebDay) => string>>;

/** How a metric sums days, as text; by the metric's name. */
export type Metrics = Readonly<Record<string, (days: readonly WebDay[]) => string>>;

export const compactDate = (day: WebDay) => day.date.replaceAll('-', '');
export const total = (figure: 'sessions' | 'users' | 'conversions') => (days: readonly WebDay[]) =>
  String(days.reduce((sum, day) => sum + day[figure], 0));
/** Major units, without zeros at the end, as a floating-point number is written. */
export const revenue = (days: readonly WebDay[]) => String(days.reduce((sum, day) => sum + day.revenue, 0) / 100);

/** The days of a range, grouped by dimensions. */
export function groupDays(days: readonly WebDay[], readers: readonly ((day: WebDay) => string)[]): ReportGroup[] {
  const groups = Map.groupBy(days, (day) => JSON.stringify(readers.map((read) => read(day))));
  return [...groups].map(([key, ofGroup]) => ({ dimensions: JSON.parse(key) as string[], days: ofGroup }));
}

/** Whether a day is in a range such as `7daysAgo` to `yesterday`. @throws GoogleError 400 for dates it cannot read. */
export function inRange({ startDate, endDate }: { startDate?: unknown; endDate?: unknown }, now: number) {
  const [start, end] = [dateOf(startDate, now), dateOf(endDate, now)];
  if (start > end) {
    throw new GoogleError('INVALID_ARGUMENT', `The start date ${start} must not be after the end date ${end}.`);
  }
  return ({ date }: WebDay) => date >= start && date <= end;
}

const DAY_MS = 86_400_000;

function dateOf(given: unknown, now: number): string {
  const text = String(given ?? '');
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  const daysAgo = text === 'today' ? 0 : text === 'yesterday' ? 1 : Number(/^(\d+)daysAgo$/.exec(text)?.[1]);
  if (Number.isNaN(daysAgo)) {
    const message = `Invalid date: ${text}. Dates are of the form YYYY-MM-DD, NdaysAgo, yesterday or today.`;
    throw new GoogleError('INVALID_ARGUMENT', message);
  }
  return new Date(now - daysAgo * DAY_MS).toISOString().slice(0, 10);
}
