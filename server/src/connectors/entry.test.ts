import { expect, it } from 'vitest';
import { entryOf } from './entry.js';

const entry = (packageJson: unknown, ...conditions: string[]) =>
  entryOf(packageJson, new Set(['import', ...conditions]));

it.each([
  ['a string', { exports: './a.js' }, './a.js'],
  ['"."', { exports: { '.': './a.js', './b': './b.js' } }, './a.js'],
  ['conditions', { exports: { types: './a.d.ts', require: './a.cjs', import: './a.mjs' } }, './a.mjs'],
  ['conditions of "."', { exports: { '.': { types: './a.d.ts', default: './a.js' } } }, './a.js'],
  ['nested conditions', { exports: { import: { browser: './b.js' }, default: './a.js' } }, './a.js'],
  ['the first of a list', { exports: ['./a.js', './b.js'] }, './a.js'],
  ['main', { main: './a.js' }, './a.js'],
  ['nothing', {}, 'index.js'],
])('reads %s', (_, packageJson, file) => {
  expect(entry(packageJson)).toBe(file);
});

it.each([
  ['only subpaths', { exports: { './b': './b.js' }, main: './a.js' }],
  ['a condition that closes it off', { exports: { import: null, default: './a.js' } }],
  ['no condition that holds', { exports: { require: './a.cjs' } }],
  ['a path out of the package', { exports: '../a.js' }],
])('finds no entry in %s', (_, packageJson) => {
  expect(entry(packageJson)).toBeNull();
});

it('takes the condition named first', () => {
  expect(entry({ exports: { 'selvedge-source': './src.ts', default: './a.js' } }, 'selvedge-source')).toBe('./src.ts');
});
