import { expect, it } from 'vitest';
import { endable } from './endable.js';

/** Gives one value, then thinks for ever. */
function thinking() {
  const told = { returned: false };
  let given = 0;
  const source: AsyncIterable<number> = {
    [Symbol.asyncIterator]: () => ({
      next: () => {
        given += 1;
        return given === 1 ? Promise.resolve({ done: false, value: 1 }) : new Promise(() => undefined);
      },
      return: async () => {
        told.returned = true;
        return { done: true, value: undefined };
      },
    }),
  };
  return { source, told };
}

it('is done at once when it is ended while the source thinks, and tells the source', async () => {
  const ending = new AbortController();
  const { source, told } = thinking();
  const values = endable(source, ending.signal);
  expect(await values.next()).toEqual({ done: false, value: 1 });
  const waiting = values.next();
  ending.abort();
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(told.returned).toBe(true);
  expect((await values.next()).done).toBe(true);
});

it('is done at once when its consumer returns', async () => {
  const { source, told } = thinking();
  const values = endable(source, new AbortController().signal);
  await values.next();
  const waiting = values.next();
  await values.return?.();
  expect([(await waiting).done, told.returned]).toEqual([true, true]);
});

it('passes on what the source fails with, and ends', async () => {
  async function* failing() {
    yield 1;
    throw new Error('gone');
  }
  const values = endable(failing(), new AbortController().signal);
  await values.next();
  await expect(values.next()).rejects.toThrow('gone');
  expect((await values.next()).done).toBe(true);
});

it('gives nothing once it was ended before', async () => {
  const { source, told } = thinking();
  expect((await endable(source, AbortSignal.abort()).next()).done).toBe(true);
  expect(told.returned).toBe(true);
});
