import { describe, expect, it } from 'vitest';
import { allHold, type Goal, judge } from './goals.ts';
import { cellAt, resultOf, rowOf } from './result.fixture.ts';
import type { Cell, Row } from './result.ts';

const goal: Goal = { row: 'Q1', ours: 'us', theirs: 'them', least: 2 };
const verdictOf = (cells: readonly Cell[], over: Partial<Row> = {}) =>
  judge(resultOf(rowOf(cells, over)), [goal])[0]?.verdict;
const [us, them] = [cellAt('us', [300, 310, 305]), cellAt('them', [100, 100, 100])];

describe('a goal', () => {
  it('holds when even the lower end of the interval is above it', () => {
    expect(verdictOf([us, them])).toBe('holds');
    const [unclear] = judge(resultOf(rowOf([cellAt('us', [150, 300, 230]), them])), [goal]);
    expect(unclear?.ratio?.mean).toBeGreaterThan(2);
    expect(unclear?.verdict).toBe('falls-short');
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
  const elsewhere: Goal = { ...goal, row: 'Q3' };
  const result = resultOf(rowOf([us, them]));
  expect(allHold(judge(result, [goal, elsewhere]))).toBe(true);
  expect(allHold(judge(result, [goal, { ...goal, least: 4 }]))).toBe(false);
});
