import { describe, expect, it } from 'vitest';
import { createGoogleAnalytics } from './google-analytics.js';
import { dataRequest, googleAnalyticsClient, NOW, reportingRequest, world } from './testing/google-analytics-client.js';

const inRange = world.webDays.filter(({ date }) => date >= '2026-11-10' && date <= '2026-11-12');
const sessions = inRange.reduce((sum, day) => sum + day.sessions, 0);
const never = { startDate: '2020-01-01', endDate: '2020-01-02' };

interface DataRow {
  dimensionValues: { value: string }[];
  metricValues: { value: string }[];
}

describe('the Data API', () => {
  it('reports days and channels, numbers as text', async () => {
    const { body } = await googleAnalyticsClient().run(dataRequest);
    expect(body).toMatchObject({ rowCount: inRange.length, kind: 'analyticsData#runReport' });
    expect(body.metadata).toMatchObject({ currencyCode: 'EUR', timeZone: 'Etc/UTC' });
    const rows: DataRow[] = body.rows;
    expect(rows.reduce((sum, { metricValues }) => sum + Number(metricValues[0]?.value), 0)).toBe(sessions);
    expect(rows.map(({ dimensionValues }) => dimensionValues[0]?.value)).toContain('20261110');
  });

  it('pages by offset and limit, texts of int64', async () => {
    const { run } = googleAnalyticsClient();
    const orderBys = [{ dimension: { dimensionName: 'date' } }];
    const { rows: all } = (await run({ ...dataRequest, orderBys })).body;
    const page = await run({ ...dataRequest, orderBys, offset: '5', limit: '3' });
    expect(page.body).toMatchObject({ rows: all.slice(5, 8), rowCount: all.length });
  });

  it('leaves rows out where there are none', async () => {
    const { body } = await googleAnalyticsClient().run({ ...dataRequest, dateRanges: [never] });
    expect(body).not.toHaveProperty('rows');
    expect(body).not.toHaveProperty('rowCount');
  });

  it('takes five reports of one property at once', async () => {
    const { batch } = googleAnalyticsClient();
    const { body } = await batch([dataRequest, { ...dataRequest, dateRanges: [never] }]);
    expect(body).toMatchObject({ reports: [{ rowCount: inRange.length }, {}], kind: 'analyticsData#batchRunReports' });
    expect(await batch(Array.from({ length: 6 }, () => dataRequest))).toMatchObject({ status: 400 });
  });

  it('tells what is left of the quota when it is asked to', async () => {
    const { run } = googleAnalyticsClient();
    await run(dataRequest);
    const { propertyQuota } = (await run({ ...dataRequest, returnPropertyQuota: true })).body;
    expect(propertyQuota.tokensPerDay).toEqual({ consumed: 1, remaining: 199_998 });
  });

  it.each([
    [{ ...dataRequest, metrics: [{ name: 'wishes' }] }, /wishes is not a valid metric/],
    [{ ...dataRequest, dimensions: [{ name: 'mood' }] }, /mood is not a valid dimension/],
    [{ ...dataRequest, dateRanges: [{ startDate: 'soon', endDate: 'today' }] }, /Invalid date: soon/],
    [{ ...dataRequest, limit: 'many' }, /Invalid value at 'limit'/],
  ])('refuses what it does not know, %#', async (request, message) => {
    const { status, body } = await googleAnalyticsClient().run(request);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ status: 'INVALID_ARGUMENT', message: expect.stringMatching(message) });
  });
});

describe('the Reporting API', () => {
  it('reports the same figures in its own shape', async () => {
    const { body } = await googleAnalyticsClient().get(reportingRequest);
    const [report] = body.reports;
    expect(report.columnHeader.dimensions).toEqual(['ga:date', 'ga:channelGrouping']);
    expect(report.data).toMatchObject({
      rowCount: inRange.length,
      totals: [
        {
          values: [String(sessions), /./, /./, /./].map((value) =>
            typeof value === 'string' ? value : expect.stringMatching(value),
          ),
        },
      ],
    });
  });

  it('pages by token', async () => {
    const { get } = googleAnalyticsClient();
    const [first] = (await get({ ...reportingRequest, pageSize: 20 })).body.reports;
    const [second] = (await get({ ...reportingRequest, pageSize: 20, pageToken: first.nextPageToken })).body.reports;
    expect(first.data.rows).toHaveLength(20);
    expect(first.data.rows.length + second.data.rows.length).toBe(inRange.length);
    expect(second).not.toHaveProperty('nextPageToken');
  });

  it('wants one range and one view for all reports of a batch', async () => {
    const { get } = googleAnalyticsClient();
    expect((await get(reportingRequest, { ...reportingRequest, dateRanges: [never] })).status).toBe(400);
    expect((await get({ ...reportingRequest, viewId: '1' })).status).toBe(403);
  });
});

describe('quotas', () => {
  it.each([
    ['day', { tokensPerDay: 1 }, /tokens per day.*in under 24 hours/, 86_400_000],
    ['hour', { tokensPerHour: 1 }, /tokens per hour.*in under 60 minutes/, 3_600_000],
  ])('end with the %s', async (_name, limits, message, lengthMs) => {
    let now = NOW;
    const { run } = googleAnalyticsClient(createGoogleAnalytics(limits), () => now);
    expect((await run(dataRequest)).status).toBe(200);
    const { status, body } = await run(dataRequest);
    expect(status).toBe(429);
    expect(body.error).toMatchObject({ status: 'RESOURCE_EXHAUSTED', message: expect.stringMatching(message) });
    now += lengthMs;
    expect((await run(dataRequest)).status).toBe(200);
  });

  it('close everything for the rest of the hour after too many server errors', async () => {
    const vendor = createGoogleAnalytics({ serverErrorsPerHour: 2 });
    const failing = { ...vendor, register: withFailures(vendor.register, 2) };
    const { run } = googleAnalyticsClient(failing);
    const answers = [await run(dataRequest), await run(dataRequest), await run(dataRequest)];
    expect(answers.map(({ status }) => status)).toEqual([500, 500, 429]);
    expect(answers[2]?.body.error.message).toMatch(/server errors per project per hour/);
  });
});

it('answers nobody whom it does not know, and no other property', async () => {
  const { post } = googleAnalyticsClient();
  expect((await post('/v1beta/properties/310000001:runReport', dataRequest, 'nobody')).status).toBe(401);
  expect((await post('/v1beta/properties/1:runReport', dataRequest)).status).toBe(403);
});

/** The vendor, the first answers of which are failures of its own. */
function withFailures(
  register: ReturnType<typeof createGoogleAnalytics>['register'],
  failures: number,
): typeof register {
  return (scope, context) => {
    let left = failures;
    scope.addHook('onRequest', async () => {
      if (left-- > 0) throw new Error('The vendor has trouble.');
    });
    register(scope, context);
  };
}
