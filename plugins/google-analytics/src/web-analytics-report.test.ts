import { type ScriptedAnswer, type ScriptedRequest, scriptedCall } from '@selvedge/connector-api/testing';
import { expect, it } from 'vitest';
import googleAnalytics from './index.js';

const report = googleAnalytics.capabilities['webAnalytics.report']!;
const november = { since: '2026-11-01', until: '2026-11-30' };
const callTo = (answer: (request: ScriptedRequest) => ScriptedAnswer, settings = { propertyId: '7' }) =>
  scriptedCall({ connector: googleAnalytics, answer, settings });

const row = (date: string, group: string, ...metrics: readonly string[]) => ({
  dimensionValues: [{ value: date }, { value: group }],
  metricValues: metrics.map((value) => ({ value })),
});
const answered = (rows: readonly object[], more: object = {}, metadata: object = {}) => ({
  ...(rows.length === 0 ? {} : { rows, rowCount: rows.length }),
  metadata: { currencyCode: 'EUR', timeZone: 'Europe/Berlin', ...metadata },
  kind: 'analyticsData#runReport',
  ...more,
});

it('adds up the groups of one channel, exactly', async () => {
  const rows = [
    row('20261102', 'Paid Search', '10', '8', '1', '0.1'),
    row('20261102', 'Paid Shopping', '5', '5', '0', '0.2'),
    row('20261101', 'Cross-network', '2', '2', '0', '0'),
    row('20261102', 'Direct', '7', '6', '2.5', '1.0E3'),
  ];
  const { call, requests } = callTo(() => ({ body: answered(rows) }));
  const money = (amount: string) => ({ amount, currency: 'EUR' });
  const expected = [
    { date: '2026-11-01', channel: 'OTHER', sessions: 2, users: 2, conversions: 0, revenue: money('0.00') },
    { date: '2026-11-02', channel: 'DIRECT', sessions: 7, users: 6, conversions: 2.5, revenue: money('1000.00') },
    { date: '2026-11-02', channel: 'PAID_SEARCH', sessions: 15, users: 13, conversions: 1, revenue: money('0.30') },
  ];
  expect(await report.run([november], call)).toEqual([
    { rows: expected, sampled: false, thresholded: false, otherRow: false },
  ]);
  expect(requests).toMatchObject([
    {
      path: '/v1beta/properties/7:runReport',
      body: { dateRanges: [{ startDate: '2026-11-01', endDate: '2026-11-30' }], limit: '250000', offset: '0' },
    },
  ]);
});

it('reads on, by offsets in text, until all rows are there', async () => {
  const { call, requests } = callTo(({ body }) => {
    const { offset } = body as { offset: string };
    return { body: answered([row(`2026110${Number(offset) + 1}`, 'Direct', '1', '1', '0', '0')], { rowCount: 3 }) };
  });
  expect(await report.run([november], call)).toMatchObject([
    { rows: [{ date: '2026-11-01' }, { date: '2026-11-02' }, { date: '2026-11-03' }] },
  ]);
  expect(requests.map(({ body }) => Object(body).offset)).toEqual(['0', '1', '2']);
});

it('does not go on for ever when rows are missing', async () => {
  const { call } = callTo(() => ({ body: answered([], { rowCount: 3 }) }));
  expect(await report.run([november], call)).toMatchObject([{ failure: { class: 'malformed' } }]);
});

it('asks for several ranges at once, and answers each at its place', async () => {
  const reports = ['3', '5'].map((sessions) => answered([row('20261101', 'Direct', sessions, '1', '0', '0')]));
  const { call, requests } = callTo(() => ({ body: { reports, kind: 'analyticsData#batchRunReports' } }));
  expect(await report.run([november, { ...november, until: '2026-11-02' }], call)).toMatchObject([
    { rows: [{ sessions: 3 }] },
    { rows: [{ sessions: 5 }] },
  ]);
  expect(requests.map(({ path }) => path)).toEqual(['/v1beta/properties/7:batchRunReports']);
});

it('calls a batch with a report too few malformed', async () => {
  const { call } = callTo(() => ({ body: { reports: [answered([])], kind: 'analyticsData#batchRunReports' } }));
  await expect(report.run([november, november], call)).rejects.toMatchObject({ failure: { class: 'malformed' } });
});

it('says what speaks against the figures', async () => {
  const metadata = { samplingMetadatas: [{ samplesReadCount: '10' }], subjectToThresholding: true };
  const { call } = callTo(() => ({ body: answered([], {}, metadata) }));
  expect(await report.run([november], call)).toEqual([{ rows: [], sampled: true, thresholded: true, otherRow: false }]);
  const folded = callTo(() => ({ body: answered([row('(other)', '(other)', '9', '9', '0', '0')]) }));
  expect(await report.run([november], folded.call)).toMatchObject([{ rows: [], otherRow: true }]);
  const lost = callTo(() => ({ body: answered([], {}, { dataLossFromOtherRow: true }) }));
  expect(await report.run([november], lost.call)).toMatchObject([{ otherRow: true }]);
});

it('refuses a property that is none', async () => {
  const { call, requests } = callTo(() => ({ body: answered([]) }), { propertyId: '../7' });
  await expect(report.run([november], call)).rejects.toMatchObject({
    failure: { class: 'invalid', message: expect.stringContaining('propertyId') },
  });
  expect(requests).toEqual([]);
});
