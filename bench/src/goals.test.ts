import { expect, it } from 'vitest';
import { judge } from './goals.ts';
import type { Cell, Result } from './result.ts';

const cell = (contender: string, requestsPerSecond: number[]) => ({ contender, requestsPerSecond }) as unknown as Cell;
const result = (...cells: Cell[]) => ({ rows: [{ name: 'Q1', cells }] }) as unknown as Result;
const goal = { row: 'Q1', ours: 'us', theirs: 'them', least: 2 } as const;

it('a goal holds when even the lower end of the interval is above it', () => {
  const clear = judge(result(cell('us', [300, 310, 305]), cell('them', [100, 100, 100])), [goal]);
  expect(clear[0]).toMatchObject({ holds: true });
  const unclear = judge(result(cell('us', [150, 300, 230]), cell('them', [100, 100, 100])), [goal]);
  expect(unclear[0]?.ratio?.mean).toBeGreaterThan(2);
  expect(unclear[0]?.holds).toBe(false);
});

it('what was not measured does not hold', () => {
  expect(judge(result(cell('us', [300])), [goal])[0]).toMatchObject({ ratio: null, holds: false });
});
