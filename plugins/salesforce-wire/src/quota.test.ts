import { expect, it } from 'vitest';
import { quota } from './quota.js';

const request = {
  method: 'GET',
  path: '/services/data/v66.0/query',
  query: undefined,
  json: undefined,
  settings: {},
} as const;
const read = (info: string | null) => {
  const headers = new Headers(info === null ? {} : { 'Sforce-Limit-Info': info });
  return quota.read?.({ status: 200, headers, body: {} }, request);
};

it('counts every request in the day that rolls', () => {
  expect(quota.windowsOf(request)).toMatchObject([{ name: 'daily', per: { ms: 86_400_000 } }]);
});

it.each([
  ['api-usage=113/100000', [{ window: 'daily', limit: 100_000, remaining: 99_887, exact: true }]],
  [
    'api-usage=25/5000; per-app-api-usage=17/250(appName=sample-app)',
    [{ window: 'daily', limit: 5_000, remaining: 4_975, exact: true }],
  ],
  ['api-usage=100004/100000', [{ window: 'daily', limit: 100_000, remaining: 0, exact: true }]],
  ['something else', []],
  [null, []],
])('reads Sforce-Limit-Info %j', (info, readings) => {
  expect(read(info)).toEqual(readings);
});
