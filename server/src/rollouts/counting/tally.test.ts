import { expect, it } from 'vitest';
import { createTally } from './tally.js';

it('has no room for new keys beyond its most, and goes on with those it has', () => {
  const tally = createTally(2);
  expect([tally.at('a').event(), tally.at('b').event(), tally.at('c').event(), tally.at('a').event()]).toEqual([
    true,
    true,
    false,
    true,
  ]);
  expect(Object.fromEntries(tally.take())).toEqual({ a: { events: 2, bad: {} }, b: { events: 1, bad: {} } });
});

it('takes back what could not be told, older keys first', () => {
  const tally = createTally(2);
  tally.at('a').event();
  tally.at('a').bad('slow');
  const taken = tally.take();
  tally.at('a').event();
  tally.at('a').bad('slow');
  tally.at('b').event();
  tally.at('c').event();
  tally.giveBack(taken);
  expect(Object.fromEntries(tally.take())).toEqual({ a: { events: 2, bad: { slow: 2 } }, b: { events: 1, bad: {} } });
});

it('counts on under a key that was told, and under one that came back', () => {
  const tally = createTally(2);
  const a = tally.at('a');
  a.event();
  const taken = tally.take();
  expect(a.event()).toBe(true);
  a.bad('slow');
  expect([...tally.take()]).toEqual([['a', { events: 1, bad: { slow: 1 } }]]);
  tally.giveBack(taken);
  a.event();
  expect([...tally.take()]).toEqual([['a', { events: 2, bad: {} }]]);
});

it('refuses who came too late, until what was counted is told', () => {
  const tally = createTally(1);
  const [a, b] = [tally.at('a'), tally.at('b')];
  expect([a.event(), b.event(), b.event()]).toEqual([true, false, false]);
  tally.take();
  expect([b.event(), a.event()]).toEqual([true, false]);
});
