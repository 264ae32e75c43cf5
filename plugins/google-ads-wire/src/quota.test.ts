import { expect, it } from 'vitest';
import { quota } from './quota.js';

const request = (json: unknown, settings = {}) =>
  ({ method: 'POST', path: '/v25/customers/1/googleAds:searchStream', query: undefined, json, settings }) as const;
const basic = { dailyOperations: '15000' };

it('has no limit unless the token’s access has one', () => {
  expect(quota.windowsOf(request({ query: 'SELECT …' }))).toEqual([]);
});

it('counts a query as one operation and each conversion that is sent as one', () => {
  expect(quota.windowsOf(request({ query: 'SELECT …' }, basic))).toEqual([
    { name: 'operations', limit: 15_000, per: { ms: 86_400_000 }, units: 1 },
  ]);
  expect(quota.windowsOf(request({ conversions: [{}, {}, {}], partialFailure: true }, basic))[0]?.units).toBe(3);
});
