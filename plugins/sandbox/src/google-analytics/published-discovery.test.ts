import { describe, expect, it } from 'vitest';
import { discovery } from './testing/discovery.fixture.js';
import { dataRequest, googleAnalyticsClient, reportingRequest } from './testing/google-analytics-client.js';

const never = [{ startDate: '2020-01-01', endDate: '2020-01-02' }];

describe('the Data API’s published schemas', () => {
  const validate = discovery('analyticsdata.v1beta');

  it.each([
    { ...dataRequest, returnPropertyQuota: true },
    { ...dataRequest, limit: '3', offset: '2', orderBys: [{ dimension: { dimensionName: 'date' } }] },
    { ...dataRequest, dateRanges: never },
  ])('hold for a report and what asks for it, %#', async (request) => {
    expect(validate('RunReportRequest', request)).toEqual([]);
    const { status, body } = await googleAnalyticsClient().run(request);
    expect(status).toBe(200);
    expect(validate('RunReportResponse', body)).toEqual([]);
  });

  it('hold for a batch of reports', async () => {
    const { body } = await googleAnalyticsClient().batch([dataRequest, { ...dataRequest, dateRanges: never }]);
    expect(validate('BatchRunReportsResponse', body)).toEqual([]);
  });

  it('would notice what is wrong', () => {
    expect(validate('RunReportRequest', { limit: 3 })).not.toEqual([]);
    expect(validate('RunReportResponse', { rows: [{ metricValues: [{ value: 3 }] }] })).not.toEqual([]);
    expect(validate('RunReportResponse', { nickname: 'x' })).not.toEqual([]);
  });
});

describe('the Reporting API’s published schemas', () => {
  const validate = discovery('analyticsreporting.v4');

  it.each([
    reportingRequest,
    { ...reportingRequest, pageSize: 5, hideTotals: true },
    { ...reportingRequest, dateRanges: never },
  ])('hold for a report and what asks for it, %#', async (request) => {
    expect(validate('GetReportsRequest', { reportRequests: [request] })).toEqual([]);
    const { status, body } = await googleAnalyticsClient().get(request);
    expect(status).toBe(200);
    expect(validate('GetReportsResponse', body)).toEqual([]);
  });
});
