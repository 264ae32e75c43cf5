import { expect, it } from 'vitest';
import type { Call } from './connector.js';
import { invalid } from './failure.js';
import { oneByOne } from './one-by-one.js';

const call = {} as Call;

it("keeps a vendor's failure at its place", async () => {
  const refusal = invalid('no such list');
  const batch = oneByOne(async (input: number) => {
    if (input === 2) throw refusal;
    return input === 3 ? null : input;
  });
  expect(await batch([1, 2, 3, 1], call)).toEqual([1, refusal, null, 1]);
});

it('fails the batch on anything else', async () => {
  const batch = oneByOne(async () => {
    throw new DOMException('stopped', 'AbortError');
  });
  await expect(batch([1, 2], call)).rejects.toThrow('stopped');
});
