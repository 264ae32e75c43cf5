import { expect, it } from 'vitest';
import { createSharedByKey } from './shared-by-key.js';

it('gives the same value to all who hold a key, and ends it with the last of them', async () => {
  const ended: number[] = [];
  let made = 0;
  const shared = createSharedByKey<number>((value) => void ended.push(value));
  const take = () => shared.take('a', () => ++made);
  expect([take(), take()]).toEqual([1, 1]);
  await shared.release('a');
  expect(ended).toEqual([]);
  await shared.release('a');
  expect(ended).toEqual([1]);
  expect(take()).toBe(2);
});

it('holds nothing where making fails', () => {
  const shared = createSharedByKey<number>(() => {});
  expect(() =>
    shared.take('a', () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(shared.take('a', () => 2)).toBe(2);
});
