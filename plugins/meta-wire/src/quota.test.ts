import { expect, it } from 'vitest';
import { quota } from './quota.js';

const request = (path: string) => ({ method: 'GET', path, query: undefined, json: undefined, settings: {} }) as const;
const usage = (type: string, percent: number, tier?: string) => ({
  type,
  call_count: percent,
  total_cputime: 0,
  total_time: 0,
  estimated_time_to_regain_access: 0,
  ...(tier === undefined ? {} : { ads_api_access_tier: tier }),
});
const read = (header: string) =>
  quota.read?.(
    { status: 200, headers: new Headers({ 'x-business-use-case-usage': header }), body: {} },
    request('/act_1/ads'),
  );

it('counts insights apart from the rest', () => {
  expect(quota.windowsOf(request('/v25.0/act_1001/insights'))[0]?.name).toBe('ads_insights');
  expect(quota.windowsOf(request('/v25.0/act_1001/campaigns'))[0]?.name).toBe('ads_management');
});

it('takes what is left from the percent that are used, by tier of access', () => {
  const header = JSON.stringify({
    '1001': [usage('ads_management', 95, 'standard_access'), usage('ads_insights', 50, 'development_access')],
    '1002': [usage('custom_audience', 10)],
  });
  expect(read(header)).toEqual([
    { window: 'ads_management', limit: 100_000, remaining: 5_000 },
    { window: 'ads_insights', limit: 600, remaining: 300 },
  ]);
});

it('learns nothing from a header of another form', () => {
  expect(read('{')).toEqual([]);
});
