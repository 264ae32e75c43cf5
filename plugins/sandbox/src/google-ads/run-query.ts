import type { SearchAdDay } from '../world/search-ads.js';
import { type Condition, type Gaql, invalidQuery } from './gaql.js';
import { matches } from './matches.js';
import type { Facts, TableRow, Tables } from './tables.js';

const DATE = 'segments.date';
const METRICS = ['metrics.impressions', 'metrics.clicks', 'metrics.cost_micros', 'metrics.conversions'] as const;

/** All rows of a query, in order, as facts. @throws AdsRefusal `queryError` for what the account's resources lack. */
export function runQuery(tables: Tables, query: Gaql): Facts[] {
  const table = tables.get(query.from);
  if (table === undefined) {
    const message = `Error in query: '${query.from}' is not a valid resource name.`;
    throw invalidQuery('BAD_RESOURCE_TYPE_IN_FROM_CLAUSE', message);
  }
  requireKnownFields(query, table);
  const [dateConditions, conditions] = partition(query.where, ({ field }) => field === DATE);
  const chosen = table.flatMap((row) => rowsOf(row, query, dateConditions));
  const found = chosen.filter((facts) => conditions.every((condition) => matches(facts[condition.field], condition)));
  const sorted = query.orderBy.length === 0 ? found : found.toSorted((one, other) => compare(one, other, query));
  return query.limit === null ? sorted : sorted.slice(0, query.limit);
}

/** One row, or one for each day with an impression where the query is split by days. */
function rowsOf({ facts, days }: TableRow, { fields }: Gaql, dates: readonly Condition[]): Facts[] {
  const measured = fields.some((field) => field.startsWith('metrics.'));
  if (!measured && !fields.includes(DATE)) return [facts];
  const inRange = days.filter((day) => dates.every((condition) => matches(day.date, condition)));
  if (!fields.includes(DATE)) return [{ ...facts, ...metricsOf(inRange) }];
  return [...Map.groupBy(inRange, (day) => day.date)]
    .filter(([, ofDay]) => ofDay.some((day) => day.impressions > 0))
    .map(([date, ofDay]) => ({ ...facts, [DATE]: date, ...metricsOf(ofDay) }));
}

/** Zeros are unset. */
function metricsOf(days: readonly SearchAdDay[]): Facts {
  const sum = (figure: 'spend' | 'impressions' | 'clicks' | 'conversions') =>
    days.reduce((total, day) => total + day[figure], 0);
  const int64 = (value: number, suffix = '') => (value === 0 ? undefined : `${value}${suffix}`);
  return {
    'metrics.impressions': int64(sum('impressions')),
    'metrics.clicks': int64(sum('clicks')),
    'metrics.cost_micros': int64(sum('spend'), '0000'),
    'metrics.conversions': sum('conversions') || undefined,
  };
}

function requireKnownFields(query: Gaql, table: readonly TableRow[]): void {
  const known = new Set([...Object.keys(table[0]?.facts ?? {}), DATE, ...METRICS]);
  // An account without campaigns still has the fields of campaigns.
  if (table.length === 0) return;
  const asked = [...query.fields, ...query.where.map(({ field }) => field), ...query.orderBy.map(({ field }) => field)];
  for (const field of asked) {
    if (!known.has(field)) {
      throw invalidQuery('UNRECOGNIZED_FIELD', `Unrecognized field in the query: '${field}'.`);
    }
  }
}

function compare(one: Facts, other: Facts, { orderBy }: Gaql): number {
  for (const { field, descending } of orderBy) {
    const [first, second] = [one[field] ?? '', other[field] ?? ''];
    const numeric = /^\d+$/.test(String(first)) && /^\d+$/.test(String(second));
    const order = numeric ? Number(first) - Number(second) : String(first).localeCompare(String(second));
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

function partition<T>(all: readonly T[], holds: (item: T) => boolean): [T[], T[]] {
  return [all.filter(holds), all.filter((item) => !holds(item))];
}
