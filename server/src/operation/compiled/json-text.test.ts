import { expect, it } from 'vitest';
import { JsonText, stringifyResult } from './json-text.js';

const data = new JsonText('{"b":1,"a":2}') as unknown as Record<string, unknown>;

it('data that is text already is put into the answer as it is', () => {
  expect(stringifyResult({ data })).toBe('{"data":{"b":1,"a":2}}\n');
});

it('errors and extensions keep their places around it, and what is undefined is left out', () => {
  const errors = [{ message: 'no "b"', path: ['b'] }];
  expect(stringifyResult({ errors, data, extensions: { cost: 1 } })).toBe(
    '{"errors":[{"message":"no \\"b\\"","path":["b"]}],"data":{"b":1,"a":2},"extensions":{"cost":1}}\n',
  );
  expect(stringifyResult({ data, errors: undefined } as never)).toBe('{"data":{"b":1,"a":2}}\n');
});

it('an answer of graphql-js is written as ever', () => {
  expect(stringifyResult({ data: { a: null } })).toBe('{"data":{"a":null}}\n');
  expect(stringifyResult({ data: null, errors: [] })).toBe('{"data":null,"errors":[]}\n');
});

it('whoever looks into it finds plain data', () => {
  expect(JSON.parse(JSON.stringify({ data }))).toEqual({ data: { b: 1, a: 2 } });
});
