import { GoogleError } from '../google/google-error.js';
import type { WebDay } from '../world/web-day.js';
import { VIEW_ID } from './property.js';
import { compactDate, type Dimensions, groupDays, inRange, type Metrics, revenue, total } from './report-days.js';

const MOST_REQUESTS = 5;
const MOST_ROWS = 100_000;
const USUAL_ROWS = 1_000;

const DIMENSIONS: Dimensions = {
  'ga:date': compactDate,
  // The view's own grouping, which tells paid from organic social as today's default one does.
  'ga:channelGrouping': ({ channel }) => (channel === 'Unassigned' ? '(Other)' : channel),
};
const METRICS: Metrics = {
  'ga:sessions': total('sessions'),
  'ga:users': total('users'),
  'ga:goalCompletionsAll': total('conversions'),
  'ga:transactionRevenue': revenue,
};

/** A `ReportRequest`, as far as the sandbox reads it. */
interface ReportRequest {
  viewId?: unknown;
  dateRanges?: readonly { startDate?: unknown; endDate?: unknown }[];
  dimensions?: readonly { name?: unknown }[];
  metrics?: readonly { expression?: unknown }[];
  orderBys?: readonly { fieldName?: unknown }[];
  pageSize?: unknown;
  pageToken?: unknown;
  hideTotals?: unknown;
  hideValueRanges?: unknown;
}

/** The answer of `reports:batchGet`. @throws GoogleError 400 or 403 for what the view does not have. */
export function batchGet(webDays: readonly WebDay[], body: unknown, now: number): object {
  const { reportRequests } = Object(body) as { reportRequests?: unknown };
  if (!Array.isArray(reportRequests) || reportRequests.length === 0 || reportRequests.length > MOST_REQUESTS) {
    throw new GoogleError('INVALID_ARGUMENT', `Expected 1 to ${MOST_REQUESTS} report requests.`);
  }
  const requests = reportRequests.map((request: unknown) => Object(request) as ReportRequest);
  const scopes = new Set(requests.map(({ viewId, dateRanges }) => JSON.stringify([viewId, dateRanges])));
  if (scopes.size > 1) {
    const message = 'All requests in a batch must have the same viewId and dateRanges.';
    throw new GoogleError('INVALID_ARGUMENT', message);
  }
  return { reports: requests.map((request) => reportOf(webDays, request, now)) };
}

function reportOf(webDays: readonly WebDay[], request: ReportRequest, now: number): object {
  if (request.viewId !== VIEW_ID) {
    throw new GoogleError('PERMISSION_DENIED', 'User does not have sufficient permissions for this profile.');
  }
  const dimensions = known(request.dimensions?.map(({ name }) => name) ?? [], DIMENSIONS, 'dimension');
  const metrics = known(request.metrics?.map(({ expression }) => expression) ?? [], METRICS, 'metric');
  const readers = dimensions.flatMap((name) => DIMENSIONS[name] ?? []);
  const sums = metrics.flatMap((name) => METRICS[name] ?? []);
  const days = webDays.filter(inRange(request.dateRanges?.[0] ?? {}, now));
  const groups = groupDays(days, readers);
  const order = (request.orderBys ?? []).map(({ fieldName }) => dimensions.indexOf(String(fieldName)));
  groups.sort((one, other) => {
    const at = order.find((each) => one.dimensions[each] !== other.dimensions[each]);
    return at === undefined ? 0 : (one.dimensions[at] ?? '').localeCompare(other.dimensions[at] ?? '');
  });
  const start = Number(request.pageToken ?? 0);
  const end = start + Math.min(Number(request.pageSize ?? USUAL_ROWS), MOST_ROWS);
  const rows = groups.slice(start, end).map((group) => ({
    dimensions: group.dimensions,
    metrics: [{ values: sums.map((sum) => sum(group.days)) }],
  }));
  return {
    columnHeader: { dimensions, metricHeader: { metricHeaderEntries: metrics.map(headerOf) } },
    data: {
      // Left out when there are none.
      ...(rows.length > 0 ? { rows, rowCount: groups.length } : {}),
      ...(request.hideTotals === true ? {} : { totals: [{ values: sums.map((sum) => sum(days)) }] }),
      isDataGolden: true,
    },
    ...(end < groups.length ? { nextPageToken: String(end) } : {}),
  };
}

function headerOf(name: string): object {
  return { name, type: name === 'ga:transactionRevenue' ? 'CURRENCY' : 'INTEGER' };
}

function known(names: readonly unknown[], readers: object, what: string): string[] {
  const texts = names.map(String);
  const unknown = texts.find((name) => !Object.hasOwn(readers, name));
  if (unknown === undefined) return texts;
  throw new GoogleError('INVALID_ARGUMENT', `Unknown ${what}(s): ${unknown}`);
}
