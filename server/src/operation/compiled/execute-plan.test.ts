import {
  assertInterfaceType,
  assertObjectType,
  buildSchema,
  execute,
  GraphQLError,
  type GraphQLField,
  type GraphQLSchema,
  parse,
} from 'graphql';
import { expect, it } from 'vitest';
import { BINDING, boundResolver } from '../../graph/index.js';
import type { GraphContext, Outcome } from '../../ports/index.js';
import { createTrail } from '../answer-context.js';
import { executePlan } from './execute-plan.js';
import { NotPlanned } from './not-planned.js';
import type { OperationPlan } from './plan.js';
import { plansOf } from './plans.js';
import { withUnheardRejections } from './testing/unheard-rejections.js';

const SDL = `
  interface Node { id: ID! }
  type Post implements Node { id: ID! title: String score: Float user: User editor: User strict: User! tags: [String!] }
  type User implements Node { id: ID! name: String! manager: User greeting(word: String = "Hello"): String }
  type Query { posts: [Post] post(id: ID!): Post node(id: ID!): Node broken: Post! }
`;

const USERS: Record<string, object> = {
  u1: { kind: 'User', id: 'u1', name: 'Ada', managerId: 'u2', source: { connector: 'crm' } },
  u2: { kind: 'User', id: 'u2', name: 'Grace', managerId: null, source: { connector: 'crm' } },
};
const POSTS = [
  { kind: 'Post', id: 'p1', title: 'One', score: 1.5, userId: 'u1', tags: ['a', 'b'], source: { connector: 'crm' } },
  { kind: 'Post', id: 'p2', title: 'Tw"o', score: null, userId: 'u1', tags: null, source: { connector: 'crm' } },
  { kind: 'Post', id: 'p3', title: null, score: 2, userId: 'u9', tags: ['c'], source: { connector: 'crm' } },
];

interface World {
  schema: GraphQLSchema;
  context: GraphContext;
  /** Inputs of each load, in order. */
  loads: string[][];
  trail: ReturnType<typeof createTrail>;
}

function world({ stale = false, keepAll = false } = {}): World {
  const schema = buildSchema(SDL);
  const loads: string[][] = [];
  const trail = createTrail(keepAll);
  const outcomeOf = (input: string): Outcome<unknown> => {
    const user = USERS[input];
    if (user === undefined) {
      const cause = { class: 'transient', message: `no ${input}` } as const;
      return { ok: false, failure: { connector: 'crm', version: '1.0.0', cause } };
    }
    const origin = { connector: 'crm', version: '1.0.0', connection: 't/crm', fetchedAt: 5, stale, tags: [] };
    return { ok: true, value: user, origin };
  };
  const loadMany = async (_capability: string, _connector: string, inputs: string[]) => {
    loads.push(inputs);
    return inputs.map(outcomeOf);
  };
  const load = async (_capability: string, _connector: string, input: string) => outcomeOf(input);
  const bind = (coordinate: string, by: string) => {
    const binding = { capability: 'owner.byId', by } as const;
    Object.assign(fieldOf(schema, coordinate), {
      extensions: { [BINDING]: binding },
      resolve: boundResolver(binding),
    });
  };
  bind('Post.user', 'userId');
  bind('Post.editor', 'editorId');
  bind('Post.strict', 'userId');
  bind('User.manager', 'managerId');
  const byId = (_: unknown, { id }: { id?: string }) =>
    USERS[String(id)] ?? POSTS.find((each) => each.id === id) ?? null;
  fieldOf(schema, 'Query.posts').resolve = async () => POSTS;
  fieldOf(schema, 'Query.post').resolve = byId;
  fieldOf(schema, 'Query.node').resolve = byId;
  fieldOf(schema, 'Query.broken').resolve = () => {
    throw new GraphQLError('broken', { extensions: { code: 'BROKEN' } });
  };
  fieldOf(schema, 'User.greeting').resolve = ({ name }, { word }) => `${word}, ${name}!`;
  assertInterfaceType(schema.getType('Node')).resolveType = ({ kind }: { kind: string }) => kind;
  const context = { sources: { load, loadMany }, trail, now: () => 10 } as unknown as GraphContext;
  return { schema, context, loads, trail };
}

function fieldOf(schema: GraphQLSchema, coordinate: string): GraphQLField<{ name: string }, unknown> {
  const [type = '', field = ''] = coordinate.split('.');
  return assertObjectType(schema.getType(type)).getFields()[field] as GraphQLField<{ name: string }, unknown>;
}

/** Executes by a plan, having checked that graphql-js answers the same. */
async function answer(
  source: string,
  options: { variables?: Record<string, unknown>; in?: World; other?: World } = {},
) {
  const { variables = {}, in: there = world(), other = world() } = options;
  const document = parse(source);
  const expected = await execute({
    schema: other.schema,
    document,
    variableValues: variables,
    contextValue: other.context,
  });
  const plan = plansOf({ schema: there.schema, document, operationName: null, compileAfter: 0 }).for(variables);
  if (plan === null) throw new Error('Expected a plan.');
  const executed = await executePlan(plan, there.context, variables);
  const { errors } = executed;
  const data = executed.text();
  expect(data).toBe(JSON.stringify(expected.data));
  expect(errors.map((error) => error.toJSON())).toEqual((expected.errors ?? []).map((error) => error.toJSON()));
  return { data: JSON.parse(data), errors, loads: there.loads, trail: there.trail };
}

it('a capability is asked once a level, with each input once', async () => {
  const { data, loads } = await answer('{ posts { id user { name manager { name } } } }');
  expect(loads).toEqual([['u1', 'u9'], ['u2']]);
  expect(data.posts[1].user).toEqual({ name: 'Ada', manager: { name: 'Grace' } });
});

it('what many records next to each other and apart have in common is asked once, and stands at each place', async () => {
  const manyPosts = (): World => {
    const there = world();
    const owners = ['u1', 'u1', 'u2', 'u2', 'u1', null, 'u1', 'u9', 'u1'];
    fieldOf(there.schema, 'Query.posts').resolve = () => owners.map((userId) => ({ ...POSTS[0], userId }));
    return there;
  };
  const [there, other] = [manyPosts(), manyPosts()];
  const query = '{ posts { user { id name manager { name } greeting } } }';
  const { loads } = await answer(query, { in: there, other });
  expect(loads).toEqual([['u1', 'u2', 'u9'], ['u2']]);
});

it('two fields that are bound to one capability are asked in one tick', async () => {
  const there = world();
  await answer('{ posts { user { name } editor { name } } }', { in: there });
  expect(there.loads).toEqual([['u1', 'u9']]);
});

it('a failing input is an error at each of its places, with a code, and null there', async () => {
  const { data, errors } = await answer('{ posts { title user { name } } }');
  expect(data.posts[2]).toEqual({ title: null, user: null });
  expect(errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([
    [['posts', 2, 'user'], 'VENDOR_UNAVAILABLE'],
  ]);
});

it('an error in a field that may not be null takes the nearest object that may', async () => {
  const { data, errors } = await answer('{ posts { id strict { name } } }');
  expect(data.posts[2]).toBeNull();
  expect(errors[0]?.path).toEqual(['posts', 2, 'strict']);
});

it('an error that nothing can keep takes the whole answer', async () => {
  const { data, errors } = await answer('{ posts { id } broken { id } }');
  expect(data).toBeNull();
  expect(errors[0]?.extensions.code).toBe('BROKEN');
});

it('aliases, fragments on interfaces, arguments and defaults', async () => {
  const { data } = await answer(
    `query ($id: ID!, $word: String) {
      a: node(id: $id) { __typename ...F ... on Post { title } }
      b: node(id: "p2") { id ... on Post { t: title t2: title } }
    }
    fragment F on User { name a: greeting b: greeting(word: $word) c: greeting(word: "Good day") }`,
    { variables: { id: 'u1' } },
  );
  expect(data.a).toEqual({ __typename: 'User', name: 'Ada', a: 'Hello, Ada!', b: 'Hello, Ada!', c: 'Good day, Ada!' });
  expect(data.b).toEqual({ id: 'p2', t: 'Tw"o', t2: 'Tw"o' });
});

it('each assignment of the conditions has its own fields, in the order that it gives', async () => {
  const source = 'query ($a: Boolean!) { post(id: "p1") { title @include(if: $a) id title score @skip(if: $a) } }';
  expect(Object.keys((await answer(source, { variables: { a: true } })).data.post)).toEqual(['title', 'id']);
  expect(Object.keys((await answer(source, { variables: { a: false } })).data.post)).toEqual(['id', 'title', 'score']);
});

it('a stale value is told at each of its places', async () => {
  const { trail } = await answer('{ posts { user { name } } }', { in: world({ stale: true }) });
  expect(trail.entries.map(({ path }) => path.join('.'))).toEqual(['posts.0.user', 'posts.1.user']);
  expect(trail.oldestAt).toBe(5);
});

it('where all origins are asked for, those inside a value that stands twice are told twice', async () => {
  const { trail } = await answer('{ posts { user { manager { name } } } }', { in: world({ keepAll: true }) });
  expect(trail.entries.map(({ path }) => path.join('.'))).toEqual([
    'posts.0.user',
    'posts.0.user.manager',
    'posts.1.user',
    'posts.1.user.manager',
  ]);
});

it('what plans do not cover is refused before anything is asked, or in the middle', async () => {
  const { schema, context } = world();
  const planFor = (source: string) =>
    plansOf({ schema, document: parse(source), operationName: null, compileAfter: 0 }).for({});
  expect(planFor('{ __schema { queryType { name } } }')).toBeNull();
  fieldOf(schema, 'Query.posts').resolve = () => [{ id: 'p1', title: Promise.resolve('later') }];
  const plan = planFor('{ posts { id title } }');
  await expect(executePlan(plan as NonNullable<typeof plan>, context, {})).rejects.toThrow(NotPlanned);
});

it('what plans do not cover, met twice, is one failure that somebody hears of', async () => {
  const { schema, context } = world();
  fieldOf(schema, 'Query.node').resolve = (_: unknown, { id }: { id?: string }) =>
    id === 'u1' ? Promise.resolve(USERS.u1) : USERS.u2;
  assertInterfaceType(schema.getType('Node')).resolveType = async () => 'User';
  const document = parse('{ later: node(id: "u1") { id } atOnce: node(id: "u2") { id } }');
  const plan = plansOf({ schema, document, operationName: null, compileAfter: 0 }).for({}) as OperationPlan;
  const { unheard } = await withUnheardRejections(() =>
    expect(executePlan(plan, context, {})).rejects.toThrow(NotPlanned),
  );
  expect(unheard).toEqual([]);
});

it('an operation is worth a plan once it has been seen before', () => {
  const plans = plansOf({
    schema: world().schema,
    document: parse('{ posts { id } }'),
    operationName: null,
    compileAfter: 1,
  });
  expect(plans.for({})).toBeNull();
  expect(plans.for({})).not.toBeNull();
});

it('an operation that keeps meeting what plans do not cover is left alone', () => {
  const plans = plansOf({
    schema: world().schema,
    document: parse('{ posts { id } }'),
    operationName: null,
    compileAfter: 0,
  });
  for (let time = 0; time < 10; time++) plans.notPlanned();
  expect(plans.for({})).toBeNull();
});

it('names from the request never become code', async () => {
  const { data } = await answer('{ constructor: post(id: "p1") { __proto__: id prototype: title } }');
  expect(Object.entries(data.constructor)).toEqual([
    ['__proto__', 'p1'],
    ['prototype', 'One'],
  ]);
});
