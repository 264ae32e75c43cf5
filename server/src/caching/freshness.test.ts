import { expect, it } from 'vitest';
import { cacheKey } from './cache-key.js';
import { spreadBy } from './freshness.js';

const policy = { freshForMs: 60_000, staleWhileRevalidateMs: 30_000, staleIfErrorMs: 600_000 };
const scope = { connector: 'hubspot', version: '1.0.0', connection: 'a/hubspot', generation: 'g' };
const keys = Array.from({ length: 1_000 }, (_, id) => cacheKey(scope, 'contact.byId', undefined, String(id)));

it('entries written together end within a tenth of their time either way, and not together', () => {
  const ends = keys.map((key) => spreadBy(key, policy).freshForMs).sort((a, b) => a - b);
  expect(ends[0]).toBeGreaterThanOrEqual(54_000);
  expect(ends.at(-1)).toBeLessThanOrEqual(66_000);
  const perSecond = Map.groupBy(ends, (end) => Math.floor(end / 1_000));
  expect(perSecond.size).toBeGreaterThanOrEqual(12);
  expect(Math.max(...[...perSecond.values()].map(({ length }) => length))).toBeLessThan(150);
});

it('the end of one key is the same wherever it is asked', () => {
  expect(spreadBy('a', policy)).toEqual(spreadBy('a', policy));
});
