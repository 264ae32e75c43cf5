import { CHANNELS, type Channel, type PerformanceDimension, type WebAnalyticsDimension } from '@selvedge/schema';
import { monthOf, weekOf } from './calendar.js';

/** What rows of any report are told apart by. */
type Dimension = PerformanceDimension | WebAnalyticsDimension;

/** Something that happened on one day (ISO 8601 date) in one channel. */
interface Placed {
  date: string;
  channel: Channel;
}

/** What the facts of one row have in common; null for a dimension that was not asked for. */
export interface RowGroup {
  channel: Channel | null;
  day: string | null;
  week: string | null;
  month: string | null;
}

/**
 * Splits facts into one group for each value of the dimensions: by time, then in the order of channels.
 * Each fact is in exactly one group; without dimensions all are in one.
 */
export function groupFacts<F extends Placed>(
  facts: readonly F[],
  by: readonly Dimension[],
): { group: RowGroup; facts: readonly F[] }[] {
  const groups = new Map<string, { group: RowGroup; facts: F[] }>();
  for (const fact of facts) {
    const group = groupOf(fact, by);
    const key = sortKey(group);
    const entry = groups.get(key) ?? { group, facts: [] };
    entry.facts.push(fact);
    groups.set(key, entry);
  }
  return [...groups].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, entry]) => entry);
}

/** Leaves an error that several rows have in the same figure in the first of them; in the others the figure is null. */
export function tellingErrorsOnce<R extends object>(rows: readonly R[]): R[] {
  const told = new Set<string>();
  const isTold = (figure: string, value: unknown): boolean => {
    if (!(value instanceof Error)) return false;
    const error = `${figure} ${value.message}`;
    if (told.has(error)) return true;
    told.add(error);
    return false;
  };
  return rows.map((row) => ({
    ...row,
    ...Object.fromEntries(
      Object.entries(row)
        .filter(([figure, value]) => isTold(figure, value))
        .map(([figure]) => [figure, null]),
    ),
  }));
}

function groupOf({ date, channel }: Placed, by: readonly Dimension[]): RowGroup {
  return {
    channel: by.includes('CHANNEL') ? channel : null,
    day: by.includes('DAY') ? date : null,
    week: by.includes('WEEK') ? weekOf(date) : null,
    month: by.includes('MONTH') ? monthOf(date) : null,
  };
}

function sortKey({ month, week, day, channel }: RowGroup): string {
  return [month, week, day, channel === null ? '' : CHANNELS.indexOf(channel)].join(' ');
}
