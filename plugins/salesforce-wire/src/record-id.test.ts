import { describe, expect, it } from 'vitest';
import { idOfType, recordId, typeOf } from './record-id.js';

describe('recordId', () => {
  it.each([
    ['003D000000QV9n2', '003D000000QV9n2IAD'],
    ['003D000000QV9n2IAD', '003D000000QV9n2IAD'],
    ['001000000000000', '001000000000000AAA'],
  ])('makes %s %s', (text, id) => {
    expect(recordId(text)).toBe(id);
  });

  it.each(['', '003D000000QV9n', '003d000000qv9n2iad', '003D000000QV9n2IAE', "003D000000QV9n'", '../3D000000QV9n2'])(
    'takes %j for no id',
    (text) => {
      expect(recordId(text)).toBeNull();
    },
  );
});

it('tells types by their prefix', () => {
  expect(typeOf('00QD000000QV9n2')).toBe('Lead');
  expect(typeOf('a01D000000QV9n2')).toBeNull();
  expect(idOfType('003D000000QV9n2', ['Lead'])).toBeNull();
});
