import { expect, it } from 'vitest';
import type { Caller } from '../../ports/index.js';
import { createMetrics } from '../../telemetry/index.js';
import { createEdge, type EdgeKey, type KeptAnswer } from './edge.js';

const caller: Caller = { tenant: 'a', client: 'web', scopes: new Set(), apiMajor: 2 };

it('an answer is kept in the bytes of its text, whatever its letters, and without the age it had', () => {
  const kept = new Map<string, KeptAnswer>();
  const edge = createEdge({
    major: 2,
    store: { find: (key) => kept.get(key) ?? null, keep: (key, answer) => void kept.set(key, answer) },
    callerOf: () => caller,
    versionsFor: () => '',
    metrics: createMetrics(),
    now: () => 9_000,
  });
  const key = edge.keyOf({}, '{"query":"{ hello }"}') as EdgeKey;
  const body = '{"data":{"hello":"Grüße, 世界 🌍"}}\n';
  const life = { fetchedAt: 2_000, expiresAt: 60_000, marks: ['m'] };
  const record = { deprecated: [], observe() {}, refuse() {}, life: () => life };
  edge.keep(key, { headers: { 'content-type': 'application/json', age: '1' }, body }, record);
  const ready = edge.find(key);
  expect(ready).toMatchObject({ headers: { 'content-type': 'application/json' }, body: Buffer.from(body), age: 7 });
  expect(ready).not.toHaveProperty('headers.age');
});
