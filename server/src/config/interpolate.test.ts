import { expect, it } from 'vitest';
import { interpolate } from './interpolate.js';

const value = (source: unknown, env: Record<string, string> = {}) => interpolate(source, env).value;

it('replaces variables inside texts, at any depth', () => {
  expect(value({ a: [`\${HOST}:\${PORT}/x`, 7, null] }, { HOST: 'db', PORT: '1' })).toEqual({ a: ['db:1/x', 7, null] });
});

it('keeps what a variable holds as text', () => {
  expect(value([`\${A}`, `\${B}`, `\${C}`], { A: '[1, 2]', B: `\${A}`, C: 'x: y' })).toEqual([
    '[1, 2]',
    `\${A}`,
    'x: y',
  ]);
});

it('takes the default where a variable is unset or empty', () => {
  expect(value([`\${A:-one}`, `\${B:-two}`, `\${C:-three}`], { B: '', C: 'set' })).toEqual(['one', 'two', 'set']);
});

it('leaves out a setting that is empty, and keeps the places of a list', () => {
  expect(value({ gone: `\${A:-}`, kept: '', list: [`\${A:-}`, 'b'] })).toEqual({ kept: '', list: ['', 'b'] });
});

it('writes a plain ${ for $${', () => {
  expect(interpolate({ a: `$\${A} costs $5` }, {})).toMatchObject({ value: { a: `\${A} costs $5` }, problems: [] });
});

it.each([`\${}`, `\${1A}`, `\${A`, `\${A-x}`, `\${A:?no}`])('says how to write %s', (source) => {
  expect(interpolate({ a: source }, { A: 'x' }).problems).toMatchObject([{ code: 'CONFIG_INVALID', path: ['a'] }]);
});

it('tells every missing variable of a text', () => {
  const { problems } = interpolate({ a: `\${ONE}\${TWO}` }, {});
  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringContaining('variable ONE'),
    expect.stringContaining('variable TWO'),
  ]);
});

it('does not take what every object has for a variable', () => {
  expect(interpolate({ a: `\${toString}` }, {}).problems).toMatchObject([{ code: 'CONFIG_MISSING_VARIABLE' }]);
});
