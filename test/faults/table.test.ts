import { expect, it } from 'vitest';
import { documentOf } from './document.js';
import { measured } from './row.js';
import { median } from './statistics.js';
import { type Line, tableOf } from './table.js';

const row = { name: 'vendor-gone', fault: 'a vendor | gone', expected: '≤ 5 ms' };
const lines: readonly Line[] = [
  { row, text: '3 ms', verdict: 'holds' },
  { row: { ...row, name: 'x' }, text: 'two\nlines', verdict: 'falls short' },
];

it('prints one line a row, whatever its text', () => {
  const [head, rule, first, second, ...rest] = tableOf(lines).split('\n');
  expect(head).toMatch(/^\| row +\| fault +\| expected +\| measured +\| verdict +\|$/);
  expect(rule).toMatch(/^(\| -+ )+\|$/);
  expect(first).toContain('a vendor \\| gone');
  expect(second).toContain('| two lines |');
  expect(rest).toEqual([]);
});

it('says in the document when and where it was measured, and how many rows hold', () => {
  const document = documentOf(lines, new Date('2026-11-26T12:00:00Z'));
  expect(document).toContain('2026-11-26');
  expect(document).toContain(`Node ${process.versions.node}`);
  expect(document).toContain('1 of 2 rows hold');
});

it('a row holds when it falls short of nothing, and names each shortfall', () => {
  expect(measured('6 calls', [false, false])).toEqual({ text: '6 calls', holds: true });
  expect(measured('6 calls', ['that is more', false])).toEqual({ text: '6 calls; but that is more', holds: false });
});

it('takes the middle value', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([1, 2, 3, 10])).toBe(2.5);
});
