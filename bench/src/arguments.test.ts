import { expect, it } from 'vitest';
import { countOf, nameOf, namesOf } from './arguments.ts';

it('a count is a whole number from 1', () => {
  expect(countOf('rounds', '10')).toBe(10);
  for (const text of ['', '0', '-1', '1.5', 'ten']) {
    expect(() => countOf('rounds', text)).toThrow(`Expected --rounds to be a whole number from 1, got "${text}"`);
  }
});

it('a name is one known one', () => {
  expect(nameOf('query', 'Q2', ['Q1', 'Q2'])).toBe('Q2');
  expect(() => nameOf('query', 'Q1,Q2', ['Q1', 'Q2'])).toThrow('Expected --query to be of Q1,Q2, got "Q1,Q2"');
});

it('names are known ones', () => {
  expect(namesOf('rows', 'Q3,Q1', ['Q1', 'Q2', 'Q3'])).toEqual(['Q3', 'Q1']);
  for (const text of ['', 'Q1,', 'q1', 'Q1, Q2']) {
    expect(() => namesOf('rows', text, ['Q1', 'Q2'])).toThrow('Expected --rows to be of Q1,Q2, got "');
  }
});
