import { describe, expect, it } from 'vitest';
import { timesAsMany } from './goals.ts';
import { allHold, judge } from './judge.ts';
import { cellAt, resultOf, rowOf } from './result.fixture.ts';
import type { Cell, Row } from './result.ts';

const goal = timesAsMany('Q1', ['us', 'them'], 2);
const [us, them] = [cellAt('us', [300, 310, 305]), cellAt('them', [100, 100, 100])];
const verdictOf = (cells: readonly Cell[], over: Partial<Row> = {}) =>
  judge(resultOf(rowOf(cells, over)), [goal])[0]?.verdict;

describe('a goal', () => {
  it('holds or falls short by what was measured', () => {
    expect(verdictOf([us, them])).toBe('holds');
    expect(verdictOf([them, { ...us, requestsPerSecond: [100, 100, 100] }])).toBe('falls-short');
  });

  it('is not judged when its row or one of its contenders was not asked for', () => {
    expect(verdictOf([us, them], { name: 'Q2' })).toBe('not-judged');
    expect(verdictOf([us])).toBe('not-judged');
  });

  it('does not hold when a contender that was asked for could not be measured', () => {
    expect(verdictOf([us], { absent: [{ contender: 'them', reason: 'did not start' }] })).toBe('not-measured');
    expect(verdictOf([us, cellAt('them', [100, 0, 100])])).toBe('not-measured');
  });

  it('is not reached by wrong answers', () => {
    expect(verdictOf([{ ...us, failures: 1 }, them])).toBe('invalid');
  });
});

it('all hold when none that was asked for is missed', () => {
  const result = resultOf(rowOf([us, them]));
  expect(allHold(judge(result, [goal, timesAsMany('Q3', ['us', 'them'], 7)]))).toBe(true);
  expect(allHold(judge(result, [goal, timesAsMany('Q1', ['us', 'them'], 4)]))).toBe(false);
});
