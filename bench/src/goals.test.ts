import { expect, it } from 'vitest';
import { comparedIn, neverStale, savesCalls, timesAsMany } from './goals.ts';
import { cellAt } from './result.fixture.ts';

const them = cellAt('them', [100, 100, 100]);

it('times as many: holds when even the lower end of the interval is above it', () => {
  const goal = timesAsMany('Q1', ['us', 'them'], 2);
  expect(goal.measure([cellAt('us', [300, 310, 305]), them])).toMatchObject({ holds: true });
  const unclear = goal.measure([cellAt('us', [150, 300, 230]), them]);
  expect(unclear).toMatchObject({ holds: false });
  expect(unclear?.text).toMatch(/^2\.18 \[/);
  expect(goal.measure([cellAt('us', [300, 0, 300]), them])).toBeNull();
});

it('calls saved: beside the same server without its cache', () => {
  const goal = savesCalls('mixed', ['us', 'them'], 0.6);
  const calling = (callsPerRequest: number) =>
    cellAt('us', [1, 1, 1], { callsPerRequest: Array(3).fill(callsPerRequest) });
  expect(goal.measure([calling(1), calling(4)])).toEqual({ text: '75.0 %', holds: true });
  expect(goal.measure([calling(2), calling(4)])).toEqual({ text: '50.0 %', holds: false });
  expect(goal.measure([calling(0), calling(0)])).toBeNull();
});

it('never stale: one is too many, and without writes nothing is known', () => {
  const goal = neverStale('mixed', 'us');
  const after = (writes: number, stale: number) => [cellAt('us', [1], { mixed: { writes, stale } })];
  expect(goal.measure(after(40, 0))).toEqual({ text: '0 after 40 writes', holds: true });
  expect(goal.measure(after(40, 1))).toMatchObject({ holds: false });
  expect(goal.measure(after(0, 0))).toBeNull();
  expect(goal.measure([cellAt('us', [1])])).toBeNull();
});

it('those whose rates a goal compares are told for each row', () => {
  const goals = [
    timesAsMany('Q1', ['us', 'them'], 2),
    timesAsMany('Q3', ['us', 'others'], 2),
    neverStale('Q1', 'cached'),
  ];
  expect([...comparedIn('Q1', goals)]).toEqual(['us', 'them']);
  expect([...comparedIn('Q4', goals)]).toEqual([]);
});
