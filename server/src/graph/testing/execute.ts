import { type GraphQLSchema, graphql } from 'graphql';
import type { GraphContext, GraphSettings, Origin } from '../../ports/index.js';
import { buildGraph } from '../build-graph.js';
import { SCOPES } from '../scope.js';
import { type FakeConnector, type FakeSources, fakeSources } from './fake-sources.js';

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

/** Runs an operation over fake connectors. Paths are joined by dots. */
export async function execute(
  connectors: Readonly<Record<string, FakeConnector>>,
  source: string,
  { variables = {}, settings = {}, scopes = SCOPES, schema }: ExecuteOptions = {},
): Promise<Executed> {
  const sources = fakeSources(connectors);
  const notes: Executed['notes'] = [];
  const lacks: Executed['lacks'] = [];
  const contextValue: GraphContext = {
    caller: { tenant: 't', client: 'c', scopes: new Set(scopes), apiMajor: 2 },
    sources,
    bulk: NO_BULK,
    settings: { systemOfRecord: null, precedence: {}, rates: null, ...settings },
    trail: {
      note: (path, origin) => notes.push({ path: path.join('.'), origin }),
      lack: (path, { connector }) => lacks.push({ path: path.join('.'), connector }),
    },
    now: () => 1_000_000,
  };
  const result = await graphql({
    schema: schema ?? (await buildGraph()),
    source,
    variableValues: variables,
    contextValue,
  });
  const errors = (result.errors ?? []).map(({ path = [], message, extensions }) => ({
    path: path.join('.'),
    message,
    extensions,
  }));
  const data: unknown = JSON.parse(JSON.stringify(result.data ?? null));
  return { data, at: (path) => path.split('.').reduce(member, data), errors, sources, notes, lacks };
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
