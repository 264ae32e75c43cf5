import { expect, it } from 'vitest';
import { createChannel } from './channel.js';
import { wirePair } from './wire.fixture.js';

interface Sums {
  add(a: number, b: number): number;
  addLater(a: number, b: number): Promise<number>;
  fail(): never;
}

function setUp() {
  const [here, there] = wirePair();
  const told: number[] = [];
  createChannel<Sums, object>(there, {
    add(a, b) {
      told.push(a + b);
      return a + b;
    },
    addLater: async (a, b) => a + b,
    fail() {
      throw new Error('no such sum');
    },
  });
  return { channel: createChannel<object, Sums>(here, {}), told, here };
}

it('answers are those of the other end, whether at once or later', async () => {
  const { channel } = setUp();
  expect(await Promise.all([channel.ask('add', 1, 2), channel.ask('addLater', 3, 4)])).toEqual([3, 7]);
});

it('an error there is an error here, with its message', async () => {
  await expect(setUp().channel.ask('fail')).rejects.toThrow('no such sum');
});

it('what is told is heard in order, before what is asked after it', async () => {
  const { channel, told } = setUp();
  channel.tell('add', 1, 1);
  channel.tell('fail');
  await channel.ask('add', 2, 2);
  expect(told).toEqual([2, 4]);
});

it('a way that is cut fails what is unanswered, and everything after', async () => {
  const { channel } = setUp();
  const asked = channel.ask('add', 1, 2);
  channel.cut(new Error('it ended'));
  await expect(asked).rejects.toThrow('it ended');
  await expect(channel.ask('add', 1, 2)).rejects.toThrow('it ended');
});

it('messages of somebody else are left alone', async () => {
  const { channel, here } = setUp();
  here.send({ act: 'newconn' });
  here.send(null);
  expect(await channel.ask('add', 1, 2)).toBe(3);
});
