import { expect, it } from 'vitest';
import { quota } from './quota.js';

const request = {
  method: 'POST',
  path: '/v1beta/properties/1:runReport',
  query: undefined,
  json: {},
  settings: {},
} as const;
const read = (body: unknown) => quota.read?.({ status: 200, headers: new Headers(), body }, request);

it('counts tokens by the day of California and by the hour', () => {
  expect(quota.windowsOf(request)).toMatchObject([
    { name: 'tokensPerDay', per: { dayIn: 'America/Los_Angeles' } },
    { name: 'tokensPerHour', per: { ms: 3_600_000 } },
  ]);
});

it('takes what is left from the report', () => {
  const propertyQuota = {
    tokensPerDay: { consumed: 5, remaining: 199_995 },
    tokensPerHour: { consumed: 5, remaining: 39_995 },
  };
  expect(read({ rows: [], propertyQuota })).toEqual([
    { window: 'tokensPerDay', remaining: 199_995, exact: true },
    { window: 'tokensPerHour', remaining: 39_995, exact: true },
  ]);
  expect(read({ rows: [], propertyQuota: { tokensPerDay: 'many' } })).toEqual([]);
  expect(read('not JSON')).toEqual([]);
});
