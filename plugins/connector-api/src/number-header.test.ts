import { expect, it } from 'vitest';
import { numberHeader } from './number-header.js';

it.each([
  ['12', 12],
  [' 0 ', 0],
  ['', undefined],
  ['many', undefined],
  ['Infinity', undefined],
])('reads %j as %j', (value, number) => {
  expect(numberHeader(new Headers({ 'x-left': value }), 'X-Left')).toBe(number);
});

it('has no number where there is no header', () => {
  expect(numberHeader(new Headers(), 'x-left')).toBeUndefined();
});
