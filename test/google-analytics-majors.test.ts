import type { Connector } from '@selvedge/connector-api';
import { vendorFetch } from '@selvedge/connector-api/testing';
import majorTwo from '@selvedge/connector-google-analytics';
import majorOne from '@selvedge/connector-google-analytics-v1';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import type { WebAnalyticsInput, WebAnalyticsRecord } from '@selvedge/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCapability } from './support/run-capability.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, people: 200, companies: 10, deals: 150, adCampaigns: 8, days: 30 });
});
afterAll(() => sandbox.close());

describe('both majors of the Google Analytics connector answer the same', () => {
  it('to ranges of days, one and many', async () => {
    const dates = [...new Set(sandbox.world.webDays.map(({ date }) => date))];
    const ranges = [1, 2, 7, 30].map((days) => ({ since: dates[0] ?? '', until: dates[days - 1] ?? '' }));
    const answers = await both(ranges);
    expect(answers.map(({ rows }) => new Set(rows.map(({ date }) => date)).size)).toEqual([1, 2, 7, 30]);
  });

  it('to days without visits', async () => {
    expect(await both([{ since: '2020-01-01', until: '2020-01-31' }])).toEqual([
      { rows: [], sampled: false, thresholded: false, otherRow: false },
    ]);
  });

  it('with the visits and the revenue of the world', async () => {
    const { webDays } = sandbox.world;
    const dates = webDays.map(({ date }) => date).sort();
    const [answer] = await both([{ since: dates[0] ?? '', until: dates.at(-1) ?? '' }]);
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    expect(sum(answer?.rows.map(({ sessions }) => sessions) ?? [])).toBe(sum(webDays.map(({ sessions }) => sessions)));
    const cents = answer?.rows.map(({ revenue }) => Math.round(Number(revenue.amount) * 100)) ?? [];
    expect(sum(cents)).toBe(sum(webDays.map(({ revenue }) => revenue)));
    expect(sum(cents)).toBeGreaterThan(0);
  });
});

/** What both answer, after making sure that it is the same. */
async function both(inputs: readonly WebAnalyticsInput[]): Promise<WebAnalyticsRecord[]> {
  const [legacy, current] = [await ask(majorOne, inputs), await ask(majorTwo, inputs)];
  expect(legacy).toEqual(current);
  return current;
}

async function ask(connector: Connector, inputs: readonly WebAnalyticsInput[]): Promise<WebAnalyticsRecord[]> {
  const baseUrl = sandbox.baseUrl('google-analytics');
  const fetch = vendorFetch({ connector, baseUrl, credential: 'ya29.sandbox-default' });
  const settings = { viewId: '91000001', currency: 'EUR', propertyId: '310000001' };
  const call = { fetch, settings, signal: AbortSignal.timeout(10_000) };
  const answers = await runCapability(connector, 'webAnalytics.report', inputs, call);
  return answers.map((answer) => answer ?? expect.fail('A report must not be null.'));
}
