import { expect, it } from 'vitest';
import { createTally } from './tally.js';

it('has no room for new keys beyond its most, and goes on with those it has', () => {
  const tally = createTally(2);
  expect([tally.event('a'), tally.event('b'), tally.event('c'), tally.event('a')]).toEqual([true, true, false, true]);
  expect(Object.fromEntries(tally.take())).toEqual({ a: { events: 2, bad: {} }, b: { events: 1, bad: {} } });
});

it('takes back what could not be told, older keys first', () => {
  const tally = createTally(2);
  tally.event('a');
  tally.bad('a', 'slow');
  const taken = tally.take();
  tally.event('a');
  tally.bad('a', 'slow');
  tally.event('b');
  tally.event('c');
  tally.giveBack(taken);
  expect(Object.fromEntries(tally.take())).toEqual({ a: { events: 2, bad: { slow: 2 } }, b: { events: 1, bad: {} } });
});
