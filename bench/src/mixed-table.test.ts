import { expect, it } from 'vitest';
import { mixedTableOf } from './mixed-table.ts';
import { cellAt, rowOf } from './result.fixture.ts';
import { SELVEDGE, SELVEDGE_CACHED } from './selvedge.ts';

it('a cache is judged by the calls of the same server without it, and by its stale answers', () => {
  const mixed = { writes: 20, stale: 0 };
  const cells = [
    cellAt(SELVEDGE, [1], { callsPerRequest: [4], mixed }),
    cellAt(SELVEDGE_CACHED, [1], { callsPerRequest: [1], mixed: { writes: 30, stale: 2 } }),
  ];
  const table = mixedTableOf(rowOf(cells, { name: 'mixed' }));
  expect(table).toMatch(/\| Selvedge +\| – +\| 20 +\| 0 +\|/);
  expect(table).toMatch(/\| Selvedge, caches on \| 75\.0 % +\| 30 +\| 2 +\|/);
});

it('other traffic has no such table', () => {
  expect(mixedTableOf(rowOf([cellAt(SELVEDGE, [1])]))).toBeNull();
});
