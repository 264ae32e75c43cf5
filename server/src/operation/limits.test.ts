import { buildSchema, getIntrospectionQuery, parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { limitRules } from './limits.js';

const schema = buildSchema('type Query { me: Person } type Person { name: String friend: Person }');
const rules = limitRules({ tokens: 2_000, depth: 3, aliases: 2, rootFields: 2 });
const broken = (document: string) =>
  validate(schema, parse(document), rules).map(({ extensions: { code, limit } }) => [code, limit]);

it.each([
  ['{ me { friend { name } } }', []],
  ['{ me { friend { friend { name } } } }', ['depth']],
  ['{ a: me { b: name c: name } }', ['aliases']],
  ['{ a: me { name } ...Two } fragment Two on Query { me { name } __typename }', ['rootFields']],
  ['{ me { ...F } } fragment F on Person { friend { ... on Person { friend { name } } } }', ['depth']],
  ['{ me { ...F ...F ...F } } fragment F on Person { n: name }', ['aliases']],
  ['query A { me { name } } query B { me { friend { friend { name } } } }', ['depth']],
  ['{ me { ...F } } fragment F on Person { name friend { ...F } }', []],
])('%s is over the limits %j', (document, limits) => {
  expect(broken(document)).toEqual(limits.map((limit) => ['OPERATION_TOO_LARGE', limit]));
});

it('a tool’s question for the whole schema is as deep as it must be', () => {
  expect(broken(getIntrospectionQuery())).toEqual([]);
});

it('the whole schema is not told many times over in one answer', () => {
  const document =
    '{ a: __schema { ...S } b: __schema { ...S } c: __schema { ...S } } fragment S on __Schema { types { name } }';
  expect(broken(document)).toEqual([
    ['OPERATION_TOO_LARGE', 'aliases'],
    ['OPERATION_TOO_LARGE', 'rootFields'],
  ]);
});

it('a deep operation does not pass for introspection by asking for some as well', () => {
  expect(broken('{ __schema { types { name } } me { friend { friend { name } } } }')).toEqual([
    ['OPERATION_TOO_LARGE', 'depth'],
  ]);
});
