import { type Call, invalid, malformed, type SettingDeclaration } from '@selvedge/connector-api';
import { type GroupFigures, micros, number } from '@selvedge/google-analytics-wire';
import type { WebAnalyticsInput } from '@selvedge/schema';
import { z } from 'zod';

/** Most reports of one `batchRunReports`. */
export const MOST_REPORTS = 5;

/** Rows of one page; the vendor's most. */
const PAGE_ROWS = 250_000;

export const propertySetting: SettingDeclaration = {
  description: 'Google Analytics property: its digits',
  required: true,
};

export type Report = z.output<typeof reportSchema>;

/** First pages of up to five reports, in order: by one request, whatever their ranges. */
export async function firstPages(inputs: readonly WebAnalyticsInput[], call: Call): Promise<Report[]> {
  const [only, ...more] = inputs;
  if (only === undefined) return [];
  if (more.length === 0) return [await page(only, 0, call)];
  const { body } = await call.fetch({
    method: 'POST',
    path: path(call, 'batchRunReports'),
    json: { requests: inputs.map((input) => requestOf(input, 0)) },
    idempotent: true,
    answer: z.object({ reports: z.array(reportSchema) }),
  });
  if (body.reports.length !== inputs.length) {
    throw malformed(`Expected ${inputs.length} reports, one for each request, but got ${body.reports.length}.`);
  }
  return body.reports;
}

/** All rows of a report whose first page is there: the rest comes page by page. */
export async function allRows(input: WebAnalyticsInput, first: Report, call: Call): Promise<GroupFigures[]> {
  const rows = [...first.rows];
  while (rows.length < first.rowCount) {
    const next = await page(input, rows.length, call);
    if (next.rows.length === 0) {
      throw malformed(`Expected ${first.rowCount} rows, but got no more after ${rows.length}.`);
    }
    rows.push(...next.rows);
  }
  return rows;
}

async function page(input: WebAnalyticsInput, offset: number, call: Call): Promise<Report> {
  const { body } = await call.fetch({
    method: 'POST',
    path: path(call, 'runReport'),
    json: requestOf(input, offset),
    idempotent: true,
    answer: reportSchema,
  });
  return body;
}

function path({ settings }: Call, method: string): string {
  const property = /^(?:properties\/)?(\d+)$/.exec(settings.propertyId ?? '')?.[1];
  if (property === undefined) {
    throw invalid(
      `Setting propertyId must be the property's digits, but got ${JSON.stringify(settings.propertyId ?? null)}.`,
    );
  }
  return `/v1beta/properties/${property}:${method}`;
}

/** In the order in which pages must not shift: by day, then channel group. Int64 goes as text. */
function requestOf({ since, until }: WebAnalyticsInput, offset: number) {
  return {
    dateRanges: [{ startDate: since, endDate: until }],
    dimensions: DIMENSIONS.map((name) => ({ name })),
    metrics: METRICS.map((name) => ({ name })),
    orderBys: DIMENSIONS.map((dimensionName) => ({ dimension: { dimensionName } })),
    limit: String(PAGE_ROWS),
    offset: String(offset),
  };
}

const DIMENSIONS = ['date', 'sessionDefaultChannelGroup'] as const;
const METRICS = ['sessions', 'totalUsers', 'keyEvents', 'purchaseRevenue'] as const;

const value = <T>(schema: z.ZodType<T, string>) => z.object({ value: schema });

const rowSchema = z
  .object({
    dimensionValues: z.tuple([value(z.string()), value(z.string())]),
    metricValues: z.tuple([value(number), value(number), value(number), value(micros)]),
  })
  .transform(({ dimensionValues: [date, group], metricValues: [sessions, users, conversions, revenue] }) => ({
    date: date.value,
    channelGroup: group.value,
    sessions: sessions.value,
    users: users.value,
    conversions: conversions.value,
    revenueMicros: revenue.value,
  }));

/** Empty rows are left out, and so is their count. */
const reportSchema = z.object({
  kind: z.literal('analyticsData#runReport'),
  rows: z.array(rowSchema).default([]),
  rowCount: z.int().min(0).default(0),
  metadata: z.object({
    currencyCode: z.string().regex(/^[A-Z]{3}$/, 'expected an ISO 4217 currency code'),
    dataLossFromOtherRow: z.boolean().default(false),
    subjectToThresholding: z.boolean().default(false),
    samplingMetadatas: z.array(z.unknown()).default([]),
  }),
});
