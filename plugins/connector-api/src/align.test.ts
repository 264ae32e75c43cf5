import { expect, it } from 'vitest';
import { alignToKeys } from './align.js';

const row = (id: string) => ({ id });

it('puts rows into the order of the keys', () => {
  expect(alignToKeys(['1', '2', '3'], [row('3'), row('1'), row('2')], (r) => r.id)).toEqual([
    row('1'),
    row('2'),
    row('3'),
  ]);
});

it('gives null for a key without a row and drops rows that nobody asked for', () => {
  expect(alignToKeys(['1', '9'], [row('1'), row('7')], (r) => r.id)).toEqual([row('1'), null]);
});

it('gives each duplicate its row', () => {
  expect(alignToKeys(['1', '1'], [row('1')], (r) => r.id)).toEqual([row('1'), row('1')]);
});
