import { expect, it } from 'vitest';
import type { QuotaWindow } from '../quota.js';
import type { VendorRequest } from '../vendor-fetch.js';
import { checkQuota } from './quota-check.js';

const request: VendorRequest<number> = {
  path: '/x',
  answer: { '~standard': { version: 1, vendor: 'x', validate: () => ({ value: 1 }) } },
};
const check = (...windows: QuotaWindow[]) =>
  checkQuota({ id: 'post', quota: { windowsOf: () => windows } }, request, {});
const good: QuotaWindow = { name: 'rate', limit: 10, per: { ms: 1_000 } };

it('takes windows that can be kept to, and none', () => {
  expect(() => check(good, { name: 'daily', limit: 1, per: { dayIn: 'America/Chicago' }, units: 3 })).not.toThrow();
  expect(() => checkQuota({ id: 'post' }, request, {})).not.toThrow();
});

it.each<[string, QuotaWindow[]]>([
  ['expected a name of its own', [good, good]],
  ['expected a limit above 0, but got 0', [{ ...good, limit: 0 }]],
  ['expected whole units, but got 0.5', [{ ...good, units: 0.5 }]],
  ['expected whole milliseconds, but got NaN', [{ ...good, per: { ms: Number.NaN } }]],
  ['Mars/Olympus', [{ ...good, per: { dayIn: 'Mars/Olympus' } }]],
])('says %s', (message, windows) => {
  expect(() => check(...windows)).toThrow(message);
});
