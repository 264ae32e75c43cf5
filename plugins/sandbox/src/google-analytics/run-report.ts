import { GoogleError } from '../google/google-error.js';
import type { WebDay } from '../world/web-day.js';
import { CURRENCY, TIME_ZONE } from './property.js';
import { compactDate, type Dimensions, groupDays, inRange, type Metrics, revenue, total } from './report-days.js';

const MOST_ROWS = 250_000;
const USUAL_ROWS = 10_000;

const DIMENSIONS: Dimensions = { date: compactDate, sessionDefaultChannelGroup: (day) => day.channel };
const METRICS: Metrics = {
  sessions: total('sessions'),
  totalUsers: total('users'),
  keyEvents: total('conversions'),
  purchaseRevenue: revenue,
  totalRevenue: revenue,
};
const CURRENCY_METRICS = new Set(['purchaseRevenue', 'totalRevenue']);

/** A `RunReportRequest`, as far as the sandbox reads it. */
export interface RunReportRequest {
  dateRanges?: readonly { startDate?: unknown; endDate?: unknown }[];
  dimensions?: readonly { name?: unknown }[];
  metrics?: readonly { name?: unknown }[];
  orderBys?: readonly { dimension?: { dimensionName?: unknown }; desc?: unknown }[];
  limit?: unknown;
  offset?: unknown;
  returnPropertyQuota?: unknown;
}

/** A `RunReportResponse` without its quota. @throws GoogleError 400 for what the property does not have. */
export function runReport(webDays: readonly WebDay[], request: RunReportRequest, now: number) {
  const dimensions = namesOf(request.dimensions, DIMENSIONS, 'dimension');
  const metrics = namesOf(request.metrics, METRICS, 'metric');
  const [range, ...more] = request.dateRanges ?? [];
  if (range === undefined || more.length > 0) {
    throw new GoogleError('INVALID_ARGUMENT', 'The sandbox reports over exactly one date range.');
  }
  const groups = groupDays(
    webDays.filter(inRange(range, now)),
    dimensions.map((name) => readerOf(DIMENSIONS, name)),
  );
  const order = (request.orderBys ?? []).map(({ dimension }) => dimensions.indexOf(String(dimension?.dimensionName)));
  groups.sort((one, other) => {
    for (const at of order) {
      const difference = (one.dimensions[at] ?? '').localeCompare(other.dimensions[at] ?? '');
      if (difference !== 0) return difference;
    }
    return 0;
  });
  const [offset, limit] = [int64(request.offset, 0, 'offset'), int64(request.limit, USUAL_ROWS, 'limit')];
  const rows = groups.slice(offset, offset + Math.min(limit, MOST_ROWS)).map(({ dimensions: values, days }) => ({
    dimensionValues: values.map((value) => ({ value })),
    metricValues: metrics.map((name) => ({ value: readerOf(METRICS, name)(days) })),
  }));
  return {
    dimensionHeaders: dimensions.map((name) => ({ name })),
    metricHeaders: metrics.map((name) => ({
      name,
      type: CURRENCY_METRICS.has(name) ? 'TYPE_CURRENCY' : 'TYPE_INTEGER',
    })),
    // Left out when there are none.
    ...(rows.length > 0 ? { rows } : {}),
    ...(groups.length > 0 ? { rowCount: groups.length } : {}),
    metadata: { currencyCode: CURRENCY, timeZone: TIME_ZONE },
    kind: 'analyticsData#runReport',
  };
}

function namesOf(given: readonly { name?: unknown }[] | undefined, known: object, what: string): string[] {
  const names = (given ?? []).map(({ name }) => String(name));
  const unknown = names.find((name) => !Object.hasOwn(known, name));
  if (unknown === undefined) return names;
  const message = `Field ${unknown} is not a valid ${what}. For a list of valid dimensions and metrics, see https://developers.google.com/analytics/devguides/reporting/data/v1/api-schema`;
  throw new GoogleError('INVALID_ARGUMENT', message);
}

function readerOf<R>(readers: Readonly<Record<string, R>>, name: string): R {
  const reader = readers[name];
  if (reader === undefined) throw new GoogleError('INVALID_ARGUMENT', `Field ${name} is not valid.`);
  return reader;
}

/** Int64 comes as text, and is taken as a number too. */
function int64(given: unknown, otherwise: number, name: string): number {
  if (given === undefined) return otherwise;
  if (/^\d+$/.test(String(given))) return Number(given);
  throw new GoogleError('INVALID_ARGUMENT', `Invalid value at '${name}' (TYPE_INT64), ${JSON.stringify(given)}`);
}
