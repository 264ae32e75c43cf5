import { expect, it } from 'vitest';
import { quotaOf } from './quota.js';

const quota = quotaOf({
  'GET /api/lists/:id/profiles': { burst: 75, steady: 750 },
  'POST /api/reports': { burst: 1, steady: 2, daily: 225 },
});
const request = (method: 'GET' | 'POST', path: string, query = {}) => ({
  method,
  path,
  query,
  json: undefined,
  settings: {},
});

it.each([
  ['GET', '/api/lists/Y6nRLr/profiles', 'GET /api/lists/:id/profiles', 75, 750],
  ['GET', '/api/lists/Y6nRLr/profiles/', 'GET /api/lists/:id/profiles', 75, 750],
  ['GET', '/api/profiles/', 'GET /api/profiles', 10, 150],
] as const)('counts %s %s as the operation it is', (method, path, operation, burst, steady) => {
  expect(quota.windowsOf(request(method, path))).toEqual([
    { name: `${operation} burst`, limit: burst, per: { ms: 1_000 } },
    { name: `${operation} steady`, limit: steady, per: { ms: 60_000 } },
  ]);
});

it('counts the few operations that have one by the day too', () => {
  expect(quota.windowsOf(request('POST', '/api/reports'))[2]).toEqual({
    name: 'POST /api/reports daily',
    limit: 225,
    per: { ms: 86_400_000 },
  });
});

it('knows that a profile with its lists is slower, and a list with its size', () => {
  expect(quota.windowsOf(request('GET', '/api/profiles/01G', { include: 'lists' }))[0]?.limit).toBe(1);
  expect(
    quota.windowsOf(request('GET', '/api/lists/Y6', { 'additional-fields[list]': 'profile_count' }))[0]?.limit,
  ).toBe(1);
});

it('takes the minute from the headers, which a 429 does not have', () => {
  const headers = new Headers({ 'RateLimit-Limit': '750', 'RateLimit-Remaining': '749', 'RateLimit-Reset': '12' });
  const read = (answered: Headers) =>
    quota.read?.({ status: 200, headers: answered, body: {} }, request('GET', '/api/profiles/'));
  expect(read(headers)).toEqual([{ window: 'GET /api/profiles steady', limit: 750, remaining: 749 }]);
  expect(read(new Headers({ 'Retry-After': '3' }))).toEqual([]);
});
