import { expect, it } from 'vitest';
import type { Entry } from './entry.js';
import { inProcessStore } from './in-process-store.js';
import { createMarks } from './marks.js';

const entry = (text: string): Entry<string> => ({
  value: text,
  origin: { connector: 'c', version: '1', connection: 'a/c', fetchedAt: 1, stale: false, tags: [] },
});

it('keeps no more bytes than it may: the least recently used go first', async () => {
  const store = inProcessStore({ maxEntries: 1_000, maxBytes: 10_000, marks: createMarks(10) });
  for (const key of ['a', 'b', 'c']) await store.set(key, entry('x'.repeat(3_000)), 60_000);
  await store.getMany(['a']);
  await store.set('d', entry('x'.repeat(3_000)), 60_000);
  const kept = await store.getMany<string>(['a', 'b', 'c', 'd']);
  expect(kept.map((each) => each?.value?.length)).toEqual([3_000, undefined, 3_000, 3_000]);
  expect(store.size().entries).toBe(3);
  expect(store.size().bytes).toBeGreaterThan(9_000);
  expect(store.size().bytes).toBeLessThanOrEqual(10_000);
});

it('does not keep what is larger than all it may hold, and drops nothing for it', async () => {
  const store = inProcessStore({ maxEntries: 10, maxBytes: 5_000, marks: createMarks(10) });
  await store.set('a', entry('small'), 60_000);
  await store.set('b', entry('x'.repeat(6_000)), 60_000);
  expect((await store.getMany(['a', 'b'])).map((each) => each !== undefined)).toEqual([true, false]);
});
