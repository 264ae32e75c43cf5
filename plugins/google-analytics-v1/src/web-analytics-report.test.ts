import { type ScriptedAnswer, type ScriptedRequest, scriptedCall } from '@selvedge/connector-api/testing';
import { expect, it } from 'vitest';
import googleAnalytics from './index.js';

const report = googleAnalytics.capabilities['webAnalytics.report']!;
const november = { since: '2026-11-01', until: '2026-11-30' };
const SETTINGS = { viewId: '7', currency: 'JPY' };
const callTo = (
  answer: (request: ScriptedRequest) => ScriptedAnswer,
  settings: Readonly<Record<string, string>> = SETTINGS,
) => scriptedCall({ connector: googleAnalytics, answer, settings });

const row = (date: string, group: string, ...values: readonly string[]) => ({
  dimensions: [date, group],
  metrics: [{ values }],
});
const answered = (rows: readonly object[], more: object = {}, data: object = {}) => ({
  body: { reports: [{ columnHeader: {}, data: { ...(rows.length === 0 ? {} : { rows }), ...data }, ...more }] },
});

it('tells figures by day and channel, money in the currency of the view', async () => {
  const rows = [row('20261101', 'Social', '10', '8', '1', '1500.4'), row('20261101', '(Other)', '1', '1', '0', '0')];
  const { call, requests } = callTo(() => answered(rows));
  const other = { channel: 'OTHER', sessions: 1, users: 1, conversions: 0, revenue: { amount: '0', currency: 'JPY' } };
  const social = { sessions: 10, users: 8, conversions: 1, revenue: { amount: '1500', currency: 'JPY' } };
  const [answer] = await report.run([november], call);
  expect(answer).toMatchObject({ sampled: false, thresholded: false, otherRow: false });
  expect(answer).toMatchObject({
    rows: [{ date: '2026-11-01', channel: 'ORGANIC_SOCIAL', ...social }, other],
  });
  expect(requests).toMatchObject([
    {
      path: '/v4/reports:batchGet',
      body: { reportRequests: [{ viewId: '7', pageSize: 100_000, hideTotals: true }] },
    },
  ]);
});

it('reads on by page tokens, and stops at one that does not move', async () => {
  const { call, requests } = callTo(({ body }) =>
    Object(body).reportRequests[0].pageToken === undefined
      ? answered([row('20261101', 'Direct', '1', '1', '0', '0')], { nextPageToken: '1' })
      : answered([row('20261102', 'Direct', '1', '1', '0', '0')]),
  );
  expect(await report.run([november], call)).toMatchObject([{ rows: [{}, { date: '2026-11-02' }] }]);
  expect(requests).toHaveLength(2);
  const stuck = callTo(() => answered([], { nextPageToken: '1' }));
  expect(await report.run([november], stuck.call)).toMatchObject([{ failure: { class: 'malformed' } }]);
  expect(stuck.requests).toHaveLength(2);
});

it('says when figures come from a sample, and has no rows for days without visits', async () => {
  const { call } = callTo(() => answered([], {}, { samplesReadCounts: ['499630'] }));
  expect(await report.run([november], call)).toMatchObject([{ rows: [], sampled: true }]);
});

it.each([
  [{ viewId: 'ga:7', currency: 'EUR' }, 'viewId'],
  [{ viewId: '7' }, 'currency'],
])('refuses the settings %o', async (settings, name) => {
  const { call, requests } = callTo(() => answered([]), settings as Record<string, string>);
  expect(await report.run([november], call)).toMatchObject([
    { failure: { class: 'invalid', message: expect.stringContaining(name) } },
  ]);
  expect(requests).toEqual([]);
});
