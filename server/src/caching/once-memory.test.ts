import { expect, it } from 'vitest';
import { createOnceMemory } from './once-memory.js';

it('a key is held by one at a time, in the order of asking, and each sees what the last one kept', async () => {
  const memory = createOnceMemory();
  const seen: unknown[] = [];
  const work = async (value: string) => {
    const claim = await memory.claim('k');
    seen.push(claim.kept);
    await Promise.resolve();
    claim.release(value);
  };
  await Promise.all([work('first'), work('second'), work('third')]);
  expect(seen).toEqual([undefined, 'first', 'second']);
});

it('what is released twice is released once, and nothing is kept of undefined', async () => {
  const memory = createOnceMemory();
  const first = await memory.claim('k');
  first.release('kept');
  const second = await memory.claim('k');
  first.release('too late');
  let third: unknown = 'waits';
  const claimed = memory.claim('k').then(({ kept }) => {
    third = kept;
  });
  await Promise.resolve();
  expect([second.kept, third]).toEqual(['kept', 'waits']);
  second.release(undefined);
  await claimed;
  expect(third).toBeUndefined();
});

it('is bounded by sizes, however few the keys; the least recently used goes first', async () => {
  const memory = createOnceMemory(5);
  for (const key of ['first', 'second']) (await memory.claim(key)).release(key, 3);
  expect((await memory.claim('first')).kept).toBeUndefined();
  expect((await memory.claim('second')).kept).toBe('second');
});
