import assert from 'node:assert';
import { type ExecutionResult, execute as executeByGraphqlJs, type GraphQLSchema, parse, validate } from 'graphql';
import type { GraphContext, GraphSettings, Origin } from '../../ports/index.js';
import { buildGraph } from '../build-graph.js';
import { SCOPES } from '../scope.js';
import { type FakeConnector, type FakeSources, fakeSources } from './fake-sources.js';
import { type Executor, OTHER_EXECUTORS } from './other-executors.js';

export interface Executed {
  data: unknown;
  /** The value at a path joined by dots, e.g. `customer.records.0.id`; undefined where there is none. */
  at(path: string): unknown;
  errors: { path: string; message: string; extensions: Record<string, unknown> }[];
  sources: FakeSources;
  notes: { path: string; origin: Origin }[];
  /** Unified values that were made without a vendor. */
  lacks: { path: string; connector: string }[];
}

export interface ExecuteOptions {
  variables?: Record<string, unknown>;
  settings?: Partial<GraphSettings>;
  scopes?: readonly string[];
  /** A view of the graph; default: the full graph. */
  schema?: GraphQLSchema;
}

/**
 * Runs an operation over fake connectors. Paths are joined by dots. Whatever else executes operations runs it too, and
 * must answer the same.
 */
export async function execute(
  connectors: Readonly<Record<string, FakeConnector>>,
  source: string,
  { variables = {}, settings = {}, scopes = SCOPES, schema }: ExecuteOptions = {},
): Promise<Executed> {
  const graph = schema ?? (await buildGraph());
  const run = async (executor: Executor): Promise<Executed | null> => {
    const sources = fakeSources(connectors);
    const notes: Executed['notes'] = [];
    const lacks: Executed['lacks'] = [];
    const context: GraphContext = {
      caller: { tenant: 't', client: 'c', scopes: new Set(scopes), apiMajor: 2 },
      sources,
      bulk: NO_BULK,
      settings: { systemOfRecord: null, precedence: {}, rates: null, ...settings },
      trail: {
        see: () => undefined,
        keeps: () => true,
        note: (path, origin) => notes.push({ path: path.join('.'), origin }),
        lack: (path, { connector }) => lacks.push({ path: path.join('.'), connector }),
      },
      now: () => 1_000_000,
    };
    const result = await executor({ schema: graph, document: parse(source), variables, context });
    return result === null ? null : executed(result, { sources, notes, lacks });
  };
  const answer = (await run(graphqlJs)) as Executed;
  for (const executor of OTHER_EXECUTORS) {
    const other = await run(executor);
    if (other !== null) assert.deepStrictEqual(comparable(other), comparable(answer));
  }
  return answer;
}

const graphqlJs: Executor = async ({ schema, document, variables, context }) => {
  const errors = validate(schema, document);
  if (errors.length > 0) return { errors };
  return executeByGraphqlJs({ schema, document, variableValues: variables, contextValue: context });
};

function executed(result: ExecutionResult, told: Pick<Executed, 'sources' | 'notes' | 'lacks'>): Executed {
  const errors = (result.errors ?? []).map(({ path = [], message, extensions }) => ({
    path: path.join('.'),
    message,
    extensions,
  }));
  const data: unknown = JSON.parse(JSON.stringify(result.data ?? null));
  return { data, at: (path) => path.split('.').reduce(member, data), errors, ...told };
}

/** What must be the same whoever executes; the order of errors and notes is free. */
function comparable({ data, errors, notes, lacks }: Executed): object {
  const sorted = (all: readonly object[]): string[] => all.map((each) => JSON.stringify(each)).sort();
  return { data, errors: sorted(errors), notes: sorted(notes), lacks: sorted(lacks) };
}

/** Operations that write in bulk are tested through the whole gateway. */
const NO_BULK: GraphContext['bulk'] = {
  start: () => {
    throw new Error('not here');
  },
  find: async () => null,
  results: async () => null,
  upload: async () => 'JOB_NOT_FOUND',
  running: 0,
  ended: async () => {},
};

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
