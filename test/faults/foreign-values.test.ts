import { expect, it } from 'vitest';
import { foreignIn, markOf } from './tenants/foreign-values.js';

it('finds the values of others, and of nobody else', () => {
  const text = `Ada ${markOf('t1')}, Bob ${markOf('t12')}`;
  expect(foreignIn(text, 't1')).toEqual(['t12']);
  expect(foreignIn(text, null)).toEqual(['t1', 't12']);
  expect(foreignIn('Ada of t2', 't1')).toEqual([]);
});
