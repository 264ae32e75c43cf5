import { expect, it } from 'vitest';
import { quota } from './quota.js';

const windows = (settings: Record<string, string>) =>
  quota.windowsOf({ method: 'GET', path: '/rest/v1/leads.json', query: undefined, json: undefined, settings });

it('is 100 calls in 20 seconds and a day’s calls until midnight in Chicago', () => {
  expect(windows({})).toEqual([
    { name: 'rate', limit: 100, per: { ms: 20_000 } },
    { name: 'daily', limit: 50_000, per: { dayIn: 'America/Chicago' } },
  ]);
});

it('takes the subscription’s own calls a day', () => {
  expect(windows({ dailyCalls: '10000' })[1]?.limit).toBe(10_000);
  expect(windows({ dailyCalls: 'plenty' })[1]?.limit).toBe(50_000);
});
