import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { expect, test } from 'vitest';
import { encodeGlobalId } from './global-id.js';
import { enforceScopes } from './scope.js';
import { execute } from './testing/execute.js';
import { contact } from './testing/records.js';

const crm = { version: '2.0.0', answers: { 'contact.byId': (id: string) => contact(id) } };

test('a root field whose scope is missing is null, names the scope, and leaves the rest whole', async () => {
  const { data, errors, sources } = await execute({ crm }, '{ contacts { edges { cursor } } connectors { id } }', {
    scopes: ['connectors:read'],
  });
  expect(data).toEqual({ contacts: null, connectors: [{ id: 'crm' }] });
  expect(errors).toEqual([
    {
      path: 'contacts',
      message: 'Query.contacts needs the scope "crm:read".',
      extensions: { code: 'FORBIDDEN', retryable: false },
    },
  ]);
  expect(sources.batches).toEqual([]);
});

test('node asks for the scope of the kind that the id names', async () => {
  const id = encodeGlobalId({ kind: 'Contact', connector: 'crm', id: '1' });
  const query = `{ node(id: "${id}") { id } }`;
  expect((await execute({ crm }, query, { scopes: ['crm:read'] })).data).toEqual({ node: { id } });
  const refused = await execute({ crm }, query, { scopes: ['ads:read', 'customers:read'] });
  expect(refused.errors[0]?.extensions.code).toBe('FORBIDDEN');
});

test('a graph with a root field that names no scope is refused', () => {
  const fields = { open: { type: GraphQLString, resolve: () => 'x' } };
  const graph = new GraphQLSchema({ query: new GraphQLObjectType({ name: 'Query', fields }) });
  expect(() => enforceScopes(graph)).toThrow('Expected @Scope on the root field Query.open, but it has none.');
});
