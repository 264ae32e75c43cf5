import { expect, it } from 'vitest';
import { endOfTurn } from './end-of-turn.js';

const TURN = () => new Promise<void>((resolve) => setTimeout(resolve));

it('lets all who wait in one turn of the event loop go on together, after the promises of that turn', async () => {
  const order: string[] = [];
  const write = async (name: string) => {
    order.push(`ready ${name}`);
    await endOfTurn();
    order.push(`written ${name}`);
  };
  const first = write('a');
  await Promise.resolve();
  process.nextTick(() => void write('b'));
  await first;
  expect(order).toEqual(['ready a', 'ready b', 'written a', 'written b']);
});

it('makes those of the next turn wait for their own', async () => {
  const one = endOfTurn();
  expect(endOfTurn()).toBe(one);
  await one;
  await TURN();
  expect(endOfTurn()).not.toBe(one);
});
