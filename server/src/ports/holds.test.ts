import { expect, it } from 'vitest';
import { createHolds } from './holds.js';

it('is free at once while nobody holds it', async () => {
  await expect(createHolds().free()).resolves.toBeUndefined();
});

it('is free when the last of its holders has released it', async () => {
  const holds = createHolds();
  let isFree = false;
  holds.take();
  holds.take();
  const freed = holds.free().then(() => {
    isFree = true;
  });
  holds.release();
  await new Promise(setImmediate);
  expect(isFree).toBe(false);
  holds.release();
  await freed;
  expect(isFree).toBe(true);
});
