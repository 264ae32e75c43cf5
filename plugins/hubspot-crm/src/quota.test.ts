import { expect, it } from 'vitest';
import { quota } from './quota.js';

const request = (path: string, settings = {}) =>
  ({ method: 'POST', path, query: undefined, json: {}, settings }) as const;
const answer = (headers: Record<string, string>) => ({ status: 200, headers: new Headers(headers), body: {} });

it('counts searches by the second and all other calls in ten, both in the day of the account', () => {
  const names = (path: string) => quota.windowsOf(request(path)).map(({ name }) => name);
  expect(names('/crm/v3/objects/contacts/search')).toEqual(['search', 'daily']);
  expect(names('/crm/v3/objects/contacts/batch/read')).toEqual(['burst', 'daily']);
  const [, daily] = quota.windowsOf(request('/x', { timeZone: 'Europe/Berlin' }));
  expect(daily?.per).toEqual({ dayIn: 'Europe/Berlin' });
});

it('takes the account’s own limits from the headers', () => {
  const headers = {
    'X-HubSpot-RateLimit-Daily': '650000',
    'X-HubSpot-RateLimit-Daily-Remaining': '649000',
    'X-HubSpot-RateLimit-Max': '190',
    'X-HubSpot-RateLimit-Remaining': '0',
  };
  expect(quota.read?.(answer(headers), request('/x'))).toEqual([
    { window: 'burst', limit: 190, remaining: 0 },
    { window: 'daily', limit: 650_000, remaining: 649_000, exact: true },
  ]);
});

it('learns nothing from a search, which answers without headers', () => {
  expect(quota.read?.(answer({}), request('/crm/v3/objects/contacts/search'))).toEqual([]);
});
