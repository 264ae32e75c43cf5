import { buildSchema, GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createLogger, createMetrics } from '../telemetry/index.js';
import { createTrail } from './answer-context.js';
import { createOperationServer } from './create-operation-server.js';
import type { OperationContext } from './operation-context.js';

const SDL = `type Query { hello(name: String! = "you"): String list: [String] coded: String secret: String odd: [String] }
  type Mutation { write: String }`;

const lines: string[] = [];
const metrics = createMetrics();

function serverThat(compileAfter: number) {
  const view = buildSchema(SDL);
  const fields = { ...view.getQueryType()?.getFields(), ...view.getMutationType()?.getFields() };
  const resolve = (name: string, value: (args: Record<string, unknown>) => unknown) => {
    const field = fields[name];
    if (field) field.resolve = (_, args) => value(args);
  };
  resolve('hello', ({ name }) => `Hello, ${name}!`);
  resolve('list', () => ['a', null]);
  resolve('coded', () => {
    throw new GraphQLError('coded', { extensions: { code: 'VENDOR_TIMEOUT', http: { status: 418 } } });
  });
  resolve('secret', async () => {
    throw new Error('password 1234');
  });
  resolve('odd', () => Promise.resolve(new Set(['x'])));
  resolve('write', () => 'written');
  const { apollo } = createOperationServer({
    major: 2,
    view,
    introspection: false,
    compileAfter,
    costLimits: { cost: 1, vendorCalls: 1 },
    metrics,
    logger: createLogger({ level: 'error', write: (line) => void lines.push(line) }),
  });
  return apollo;
}

const compiled = serverThat(0);
const interpreted = serverThat(Number.POSITIVE_INFINITY);

/** What a caller gets, and what executed it. */
async function ask(server: typeof compiled, query: string, variables: Record<string, unknown> = {}) {
  const contextValue = {
    caller: { tenant: 't', client: 'c', scopes: new Set<string>(), apiMajor: 2 },
    needed: { fields: new Map() },
    trail: createTrail(false),
    finish: () => {},
    now: () => 0,
  } as unknown as OperationContext;
  const before = await executions();
  const { body, http } = await server.executeOperation({ query, variables }, { contextValue });
  const after = await executions();
  const by = (['plan', 'graphql-js'] as const).filter((each) => after[each] > before[each]);
  if (body.kind !== 'single') throw new Error('Expected one answer.');
  const answer = JSON.parse(JSON.stringify(body.singleResult));
  return { answer, status: http.status, by };
}

/** The text of an answer; each masked error has a reference of its own. */
function withoutReferences(answer: unknown): string {
  return JSON.stringify(answer).replace(/[\da-f]{8}-[\da-f-]{27}/g, 'reference');
}

async function executions(): Promise<Record<'plan' | 'graphql-js', number>> {
  const { body } = await metrics.render();
  const count = (by: string) =>
    Number(new RegExp(`selvedge_operations_executed_total{major="2",by="${by}"} (\\d+)`).exec(body)?.[1] ?? 0);
  return { plan: count('plan'), 'graphql-js': count('graphql-js') };
}

describe('whether a plan or graphql-js executed it, a caller gets the same', () => {
  it.each([
    ['{ hello list }', {}],
    ['query ($name: String!) { hello(name: $name) }', { name: 'Ada' }],
    ['query ($name: String!) { hello(name: $name) }', {}],
    ['query ($name: String) { hello(name: $name) }', { name: null }],
    ['{ hello coded }', {}],
    ['{ odd }', {}],
    ['mutation { write }', {}],
    ['{ nothing }', {}],
  ])('%s', async (query, variables) => {
    const plan = await ask(compiled, query, variables);
    const js = await ask(interpreted, query, variables);
    expect(withoutReferences(plan.answer)).toBe(withoutReferences(js.answer));
    expect(plan.status).toBe(js.status);
  });
});

it('what was executed by which is counted', async () => {
  expect((await ask(compiled, '{ hello }')).by).toEqual(['plan']);
  expect((await ask(interpreted, '{ hello }')).by).toEqual(['graphql-js']);
  expect((await ask(compiled, 'mutation { write }')).by).toEqual(['graphql-js']);
  expect((await ask(compiled, '{ odd }')).by).toEqual(['graphql-js']);
});

it('unexpected errors are masked, with their cause in the log', async () => {
  lines.length = 0;
  const { answer, by } = await ask(compiled, '{ secret }');
  expect(by).toEqual(['plan']);
  expect(answer.errors[0]).toMatchObject({ path: ['secret'], extensions: { code: 'INTERNAL_SERVER_ERROR' } });
  expect(JSON.stringify(answer)).not.toContain('1234');
  expect(lines.join('')).toContain(answer.errors[0].extensions.reference);
});

it('what an error says of the HTTP answer stays inside', async () => {
  const { answer } = await ask(compiled, '{ coded }');
  expect(answer.errors[0].extensions).toEqual({ code: 'VENDOR_TIMEOUT' });
});
