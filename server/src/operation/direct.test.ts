import { createHash } from 'node:crypto';
import { HeaderMap } from '@apollo/server';
import { buildSchema, GraphQLError, type GraphQLObjectType } from 'graphql';
import { beforeAll, expect, it } from 'vitest';
import { createLogger, createMetrics } from '../telemetry/index.js';
import { createTrail } from './answer-context.js';
import { Abandoned } from './compiled/index.js';
import { createOperationServer } from './create-operation-server.js';
import type { OperationContext } from './operation-context.js';

const SDL = `
  type Query { hello(name: String = "you"): String old: String @deprecated(reason: "r") coded: String needed: String! secret: String stale: String odd: [String] }
  type Mutation { write: String }
`;
const metrics = createMetrics();
const { apollo, direct } = createOperationServer({
  major: 2,
  view: graph(),
  introspection: false,
  compileAfter: 0,
  costLimits: { cost: 1, vendorCalls: 1 },
  metrics,
  logger: createLogger({ level: 'silent' }),
});

function graph() {
  const view = buildSchema(SDL);
  const fields = (view.getQueryType() as GraphQLObjectType).getFields();
  const resolve = (name: string, resolver: (args: never, context: OperationContext, info: never) => unknown) => {
    (fields[name] as (typeof fields)[string]).resolve = (_, args, context, info) =>
      resolver(args as never, context as OperationContext, info as never);
  };
  const failing = (error: Error) => () => {
    throw error;
  };
  resolve('hello', ({ name }: { name: string }) => `Hello, ${name}!`);
  resolve(
    'coded',
    failing(new GraphQLError('coded', { extensions: { code: 'VENDOR_TIMEOUT', http: { status: 418 } } })),
  );
  resolve('needed', failing(new Error('password 1234')));
  resolve('secret', failing(new Error('password 1234')));
  resolve('odd', () => Promise.resolve(new Set(['x'])));
  resolve('stale', (_, { trail }) => {
    const origin = { connector: 'crm', version: '1.0.0', connection: 'c', fetchedAt: -5_000, stale: true, tags: [] };
    trail.note(['stale'], origin);
    return 'old';
  });
  return view;
}

function contextOf(wants: Partial<OperationContext> = {}): OperationContext {
  return {
    caller: { tenant: 't', client: 'c', scopes: new Set<string>(), apiMajor: 2 },
    needed: { fields: new Map() },
    trail: createTrail(wants.wantsProvenance ?? false),
    answer: null,
    record: null,
    gone: { aborted: false },
    finish: () => {},
    now: () => 0,
    wantsProvenance: false,
    wantsCost: false,
    ...wants,
  } as unknown as OperationContext;
}

async function byServer(body: object, wants: Partial<OperationContext> = {}) {
  const headers = new HeaderMap([['content-type', 'application/json']]);
  const answer = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: 'POST', headers, search: '', body },
    context: async () => contextOf(wants),
  });
  if (answer.body.kind !== 'complete') throw new Error('Expected one answer.');
  const { 'content-type': _, ...others } = Object.fromEntries(answer.headers);
  return { status: answer.status ?? 200, headers: others, body: answer.body.string };
}

/** As clients ask for a text that they have sent before. */
function persisted(query: string) {
  return { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') };
}

const unnamed = (text: string) => text.replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, 'reference');

beforeAll(() => apollo.start());

it.each<[string, object, Partial<OperationContext>?]>([
  ['data', { query: '{ hello }' }],
  ['nothing besides', { query: '{ hello }', variables: null, operationName: null, extensions: null }],
  ['variables', { query: 'query ($n: String) { hello(name: $n) }', variables: { n: 'Ü"\\' } }],
  ['what clients say of themselves', { query: '{ hello }', extensions: { clientLibrary: { name: 'x' } }, id: 1 }],
  ['a default', { query: 'query ($n: String = "x") { hello(name: $n) }' }],
  ['a name', { query: 'query A { hello } query B { __typename }', operationName: 'B' }],
  ['a condition', { query: 'query ($s: Boolean!) { hello @skip(if: $s) a: hello }', variables: { s: true } }],
  ['a deprecated field', { query: '{ old }' }],
  ['an error with a status', { query: '{ hello coded }' }],
  ['an error that is ours', { query: '{ hello secret }' }],
  ['no data', { query: '{ hello needed }' }],
  ['a stale value', { query: '{ stale }' }],
  ['provenance', { query: '{ stale }' }, { wantsProvenance: true }],
  ['the cost', { query: '{ hello }' }, { wantsCost: true }],
])('answers as Apollo Server: %s', async (_, body, wants) => {
  const expected = await byServer(body, wants);
  const prepared = direct.prepare(body);
  if (prepared === null) throw new Error('Expected a plan.');
  const context = contextOf(wants);
  const {
    status,
    headers,
    body: text,
  } = (await direct.answer(prepared, context)) as NonNullable<Awaited<ReturnType<typeof direct.answer>>>;
  expect({ status, headers, body: unnamed(text) }).toEqual({ ...expected, body: unnamed(expected.body) });
});

it.each<[string, unknown]>([
  ['a text that is new', { query: '{ new: hello }' }],
  ['no text', { operationName: 'A' }],
  ['extensions as a list', { query: '{ hello }', extensions: [] }],
  ['a hash beside its text', { query: '{ hello }', extensions: { persistedQuery: persisted('{ hello }') } }],
  ['a hash that nobody has sent a text for', { extensions: { persistedQuery: persisted('{ unsent: hello }') } }],
  ['a hash of another version', { extensions: { persistedQuery: { ...persisted('{ hello }'), version: 2 } } }],
  ['a list', [{ query: '{ hello }' }]],
  ['a persisted query', { query: '{ hello }', extensions: { persistedQuery: {} } }],
  ['variables as text', { query: '{ hello }', variables: '{}' }],
  ['a variable of another type', { query: 'query ($n: String) { hello(name: $n) }', variables: { n: 1 } }],
  ['a name that is no text', { query: '{ hello }', operationName: 1 }],
  ['a name that is not there', { query: '{ hello }', operationName: 'A' }],
  ['a mutation', { query: 'mutation { write }' }],
  ['what plans do not cover', { query: '{ __schema { queryType { name } } }' }],
])('leaves to Apollo Server: %s', async (name, body) => {
  if (!name.includes('new') && !Array.isArray(body)) {
    await byServer({ query: '{ hello }' });
    await byServer(body as object);
  }
  expect(direct.prepare(body)).toBeNull();
});

it('answers a persisted query by its hash, once its text was sent with it', async () => {
  const query = '{ persisted: hello }';
  const extensions = { persistedQuery: persisted(query) };
  await byServer({ query });
  expect(direct.prepare({ extensions })).toBeNull();
  expect((await byServer({ extensions })).body).toContain('PERSISTED_QUERY_NOT_FOUND');
  await byServer({ query, extensions });
  const prepared = direct.prepare({ extensions });
  if (prepared === null) throw new Error('Expected a plan.');
  const answer = await direct.answer(prepared, contextOf());
  expect(answer?.body).toBe((await byServer({ extensions })).body);
});

it('what a plan cannot go on with, Apollo Server answers with the same context, counted once', async () => {
  await byServer({ query: '{ odd old }' });
  const prepared = direct.prepare({ query: '{ odd old }' });
  const context = contextOf();
  const uses = async () => (await metrics.render()).body.match(/^selvedge_deprecated_uses_total\{.*\} (\d+)$/m)?.[1];
  const before = Number(await uses());
  expect(await direct.answer(prepared as NonNullable<typeof prepared>, context)).toBeNull();
  const { body } = await apollo.executeOperation({ query: '{ odd old }' }, { contextValue: context });
  expect(body.kind === 'single' && body.singleResult.data).toEqual({ odd: ['x'], old: null });
  expect(Number(await uses())).toBe(before + 1);
});

it('writes nothing for a caller who has gone', async () => {
  await byServer({ query: '{ hello coded }' });
  const prepared = direct.prepare({ query: '{ hello coded }' });
  const context = contextOf({ gone: { aborted: true } as OperationContext['gone'] });
  await expect(direct.answer(prepared as NonNullable<typeof prepared>, context)).rejects.toBeInstanceOf(Abandoned);
});

it('knows an operation once, whether it is asked for by name or is the only one', async () => {
  const query = 'query Named { hello }';
  await byServer({ query });
  const byName = direct.prepare({ query, operationName: 'Named' });
  expect(byName?.known).toBeDefined();
  expect(direct.prepare({ query })?.known).toBe(byName?.known);
  expect(direct.prepare({ query, operationName: 'Another' })).toBeNull();
});
