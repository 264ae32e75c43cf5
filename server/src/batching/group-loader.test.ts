import { describe, expect, it } from 'vitest';
import { GroupLoader } from './group-loader.js';

/** A loader that answers with the input and the number of the asking, or fails while it is told to. */
function setUp({ remembers = true } = {}) {
  const asked: (readonly unknown[])[] = [];
  const state = { fails: false };
  const loader = new GroupLoader<string>(
    async (inputs) => {
      asked.push(inputs);
      if (state.fails) throw new Error('failed');
      const number = asked.length;
      return inputs.map((input) => `${JSON.stringify(input)} of ${number}`);
    },
    { remembers },
  );
  return { loader, asked, state };
}

describe('groups of inputs', () => {
  it('of one tick are asked together, and each gets its own answers in its order', async () => {
    const { loader, asked } = setUp();
    const answers = await Promise.all([loader.load([1, 2]), loader.load([]), loader.load([3])]);
    expect(answers).toEqual([['1 of 1', '2 of 1'], [], ['3 of 1']]);
    expect(asked).toEqual([[1, 2, 3]]);
  });

  it('have each input asked once, in a group, in one tick and later', async () => {
    const { loader, asked } = setUp();
    const first = await Promise.all([loader.load([1, 2, 1]), loader.load([2, 3])]);
    expect(first).toEqual([
      ['1 of 1', '2 of 1', '1 of 1'],
      ['2 of 1', '3 of 1'],
    ]);
    expect(await loader.load([4, 1, 3])).toEqual(['4 of 2', '1 of 1', '3 of 1']);
    expect(await loader.load([3, 2])).toEqual(['3 of 1', '2 of 1']);
    expect(asked).toEqual([[1, 2, 3], [4]]);
  });

  it('have inputs that mean the same taken for the same, and others not', async () => {
    const { loader, asked } = setUp();
    await loader.load([{ a: 1, b: 2 }, { b: 2, a: 1 }, 1, '1', null]);
    expect(asked).toEqual([[{ a: 1, b: 2 }, 1, '1', null]]);
  });

  it('wait for the tick’s other groups though all of theirs is known, as what follows is to be asked together', async () => {
    const { loader, asked } = setUp();
    await loader.load([1]);
    const order: string[] = [];
    await Promise.all([
      loader.load([2]).then(() => order.push('asked')),
      loader.load([1]).then(() => order.push('known')),
    ]);
    expect(order).toEqual(['asked', 'known']);
    expect(asked).toEqual([[1], [2]]);
  });

  it('without memory are asked as they are, each time', async () => {
    const { loader, asked } = setUp({ remembers: false });
    await Promise.all([loader.load([1, 1]), loader.load([1])]);
    await loader.load([1]);
    expect(asked).toEqual([[1, 1, 1], [1]]);
  });

  it('that failed reject, all of the tick, and are asked anew', async () => {
    const { loader, asked, state } = setUp();
    await loader.load([1]);
    state.fails = true;
    const failed = await Promise.allSettled([loader.load([2]), loader.load([1, 3]), loader.load([2])]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    state.fails = false;
    expect(await loader.load([1, 2, 3])).toEqual(['1 of 1', '2 of 3', '3 of 3']);
    expect(asked).toEqual([[1], [2, 3], [2, 3]]);
  });
});
