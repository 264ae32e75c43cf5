import { Command } from 'commander';
import { expect, it } from 'vitest';
import { count, counts, oneOf, pattern, quantity, refusing, seed, someOf } from './index.js';

it('a count is a whole number from 1', () => {
  expect(count('10')).toBe(10);
  expect(counts('10,1000')).toEqual([10, 1_000]);
  for (const text of ['', '0', '-1', '1.5', 'ten']) {
    expect(() => count(text)).toThrow('Expected a whole number from 1.');
    expect(() => counts(`10,${text}`)).toThrow('Expected a whole number from 1.');
  }
});

it('a seed is a whole number from 0', () => {
  expect(seed('0')).toBe(0);
  expect(seed('287072502')).toBe(287_072_502);
  for (const text of ['', '-1', '1.5', '1e3', 'abc', '99999999999999999'])
    expect(() => seed(text)).toThrow('Expected a whole number from 0.');
});

it('a quantity is above 0', () => {
  expect(quantity('0.5')).toBe(0.5);
  for (const text of ['', '0', '-1', 'Infinity', 'abc'])
    expect(() => quantity(text)).toThrow('Expected a number above 0.');
});

it('a name is one known one', () => {
  expect(oneOf(['Q1', 'Q2'])('Q2')).toBe('Q2');
  expect(() => oneOf(['Q1', 'Q2'])('Q1,Q2')).toThrow('Expected one of Q1, Q2.');
});

it('names are known ones, and all unknown ones are told', () => {
  expect(someOf(['Q1', 'Q2', 'Q3'])('Q3,Q1')).toEqual(['Q3', 'Q1']);
  expect(() => someOf(['Q1', 'Q2'])('Q1,,q2')).toThrow('Expected names of Q1,Q2, got "", "q2".');
});

it('a pattern is a regular expression', () => {
  expect(pattern('^Ap').test('Apollo')).toBe(true);
  expect(() => pattern('(')).toThrow(/^Expected a regular expression: .*\.$/);
});

it('what is refused ends the command with its reason alone', async () => {
  const said: string[] = [];
  const command = new Command().exitOverride().configureOutput({ writeErr: (text) => void said.push(text) });
  expect(await refusing(command, async () => 1)).toBe(1);
  const refused = refusing(command, () => {
    throw new Error('There is no wrk.');
  });
  await expect(refused).rejects.toMatchObject({ exitCode: 1 });
  expect(said).toEqual(['error: There is no wrk.\n']);
});
