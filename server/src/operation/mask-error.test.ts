import { buildSchema } from 'graphql';
import { expect, it } from 'vitest';
import { createLogger, createMetrics } from '../telemetry/index.js';
import { createTrail } from './answer-context.js';
import { createOperationServer } from './create-operation-server.js';
import type { OperationContext } from './operation-context.js';

const lines: string[] = [];
const { apollo: server } = createOperationServer({
  major: 2,
  view: buildSchema('type Query { hello: String secret: String }'),
  introspection: false,
  compileAfter: 0,
  costLimits: { cost: 1, vendorCalls: 1 },
  metrics: createMetrics(),
  logger: createLogger({ level: 'error', write: (line) => void lines.push(line) }),
});
const contextValue = {
  caller: { tenant: 't', client: 'c', scopes: new Set<string>(), apiMajor: 2 },
  needed: { fields: new Map() },
  trail: createTrail(false),
  finish: () => {},
  now: () => 0,
} as unknown as OperationContext;

async function errorOf(query: string, rootValue?: object) {
  const { body } = await server.executeOperation(
    { query },
    { contextValue: Object.assign(contextValue, rootValue) as OperationContext },
  );
  return body.kind === 'single' ? body.singleResult.errors?.[0] : undefined;
}

it('introspection, where it is off, is refused in words for the caller', async () => {
  const error = await errorOf('{ __schema { queryType { name } } }');
  expect(error?.message).toBe('This gateway does not tell its schema; its operators have it.');
  expect(error?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
});

it('an operation over the limits keeps its own code', async () => {
  const query = `{ ${Array.from({ length: 40 }, (_, index) => `a${index}: hello`).join(' ')} }`;
  expect((await errorOf(query))?.extensions?.code).toBe('OPERATION_TOO_LARGE');
});
