import { type Call, invalid, malformed, type SettingDeclaration } from '@selvedge/connector-api';
import { type GroupFigures, micros, number } from '@selvedge/google-analytics-wire';
import type { WebAnalyticsInput } from '@selvedge/schema';
import { z } from 'zod';

/** Rows of one page; the vendor's most. */
const PAGE_ROWS = 100_000;

export const viewSettings: Readonly<Record<'viewId' | 'currency', SettingDeclaration>> = {
  viewId: { description: 'View of Universal Analytics: its digits', required: true },
  currency: { description: 'ISO 4217 code of the view’s currency, which reports do not tell', required: true },
};

/** All rows of one report and whether they were computed from a sample. */
export async function readReport(input: WebAnalyticsInput, call: Call) {
  const rows: GroupFigures[] = [];
  let sampled = false;
  let pageToken: string | undefined;
  do {
    const report = await readPage(input, pageToken, call);
    if (report.nextPageToken !== undefined && report.nextPageToken === pageToken) {
      throw malformed('Expected a new page token after each page of a report, but got the same one again.');
    }
    rows.push(...report.data.rows);
    sampled ||= report.data.samplesReadCounts.length > 0;
    pageToken = report.nextPageToken;
  } while (pageToken !== undefined);
  return { rows, sampled };
}

/** The view's currency. Throws `invalid` for a setting that is none. */
export function currencyOf({ currency }: Call['settings']): string {
  if (currency !== undefined && /^[A-Z]{3}$/.test(currency)) return currency;
  throw invalid(`Setting currency must be an ISO 4217 code such as EUR, but got ${JSON.stringify(currency ?? null)}.`);
}

async function readPage(input: WebAnalyticsInput, pageToken: string | undefined, call: Call) {
  const { body } = await call.fetch({
    method: 'POST',
    path: '/v4/reports:batchGet',
    json: { reportRequests: [requestOf(input, pageToken, viewOf(call.settings))] },
    idempotent: true,
    answer: answerSchema,
  });
  return body.reports[0];
}

function viewOf({ viewId }: Call['settings']): string {
  if (viewId !== undefined && /^\d+$/.test(viewId)) return viewId;
  throw invalid(`Setting viewId must be the view's digits, but got ${JSON.stringify(viewId ?? null)}.`);
}

function requestOf({ since, until }: WebAnalyticsInput, pageToken: string | undefined, viewId: string) {
  return {
    viewId,
    dateRanges: [{ startDate: since, endDate: until }],
    dimensions: DIMENSIONS.map((name) => ({ name })),
    metrics: METRICS.map((expression) => ({ expression })),
    orderBys: DIMENSIONS.map((fieldName) => ({ fieldName })),
    pageSize: PAGE_ROWS,
    ...(pageToken === undefined ? {} : { pageToken }),
    // Totals and ranges are on unless they are hidden.
    hideTotals: true,
    hideValueRanges: true,
  };
}

const DIMENSIONS = ['ga:date', 'ga:channelGrouping'] as const;
const METRICS = ['ga:sessions', 'ga:users', 'ga:goalCompletionsAll', 'ga:transactionRevenue'] as const;

const rowSchema = z
  .object({
    dimensions: z.tuple([z.string(), z.string()]),
    metrics: z.tuple([z.object({ values: z.tuple([number, number, number, micros]) })]),
  })
  .transform(({ dimensions: [date, channelGroup], metrics: [{ values }] }): GroupFigures => {
    const [sessions, users, conversions, revenueMicros] = values;
    return { date, channelGroup, sessions, users, conversions, revenueMicros };
  });

/** Empty rows are left out. */
const answerSchema = z.object({
  reports: z.tuple([
    z.object({
      data: z.object({
        rows: z.array(rowSchema).default([]),
        samplesReadCounts: z.array(z.string()).default([]),
      }),
      nextPageToken: z.string().min(1).optional(),
    }),
  ]),
});
