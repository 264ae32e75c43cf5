import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../../graph/index.js';
import { fullConnector } from '../../graph/testing/full-connector.js';
import { beyondEstimate, reckon } from './reckoned.fixture.js';

const CONNECTORS = { one: fullConnector('one', 2, 100), two: fullConnector('two', 2, 100) };

/** Values of the arguments that a field cannot do without. */
const GIVEN: Readonly<Record<string, string>> = {
  email: '"ada@example.org"',
  range: '{ since: "2026-11-01", until: "2026-11-30" }',
  connector: '"one"',
  contacts: '[{ email: "ada@example.org" }, { email: "bob@example.org" }]',
  members: `[{ audienceId: "${idOf('Audience', 'a1')}", email: "ada@example.org" }]`,
  events: '[{ eventId: "e1", name: "Lead", occurredAt: "2026-11-01T00:00:00Z", email: "ada@example.org" }]',
  id: `"${idOf('Contact', '1')}"`,
};

function idOf(kind: string, id: string): string {
  return Buffer.from(JSON.stringify([kind, 'one', id])).toString('base64url');
}

const graph = await buildGraph();
/** Bulk jobs are the gateway's own and ask no vendor within the operation. */
const UNASKED = new Set(['bulkJob', 'startBulkUpsert']);
const ROUTES = routes();

describe('a field says all that it asks of vendors', () => {
  const fields = [...ROUTES].flatMap(([type, route]) =>
    Object.values(type.getFields())
      .filter(({ name }) => !UNASKED.has(name))
      .map((field): [string, typeof field, string] => [`${type.name}.${field.name}`, field, route(selectionOf(field))]),
  );

  it.each(fields)('%s', async (_, field, operation) => {
    const reckoned = await reckon(graph, CONNECTORS, operation);
    expect(reckoned.errors).toEqual([]);
    const type = getNamedType(field.type);
    if (!isLeafType(type) && type.name !== 'WriteError') expect(JSON.stringify(reckoned.data)).not.toMatch(/null|\[\]/);
    expect(beyondEstimate(reckoned)).toEqual([]);
  });
});

it('every type of the graph that vendors fill is reached', () => {
  const types = Object.values(graph.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__'));
  const reached = new Set([...ROUTES.keys()].map(({ name }) => name));
  expect(types.map(({ name }) => name).filter((name) => !reached.has(name))).toEqual(['BulkJob']);
});

/** For each object type, the shortest operation around a selection of it. */
function routes(): Map<GraphQLObjectType, (selection: string) => string> {
  const found = new Map<GraphQLObjectType, (selection: string) => string>();
  const open: GraphQLObjectType[] = [];
  const reach = (type: GraphQLObjectType | null | undefined, route: (selection: string) => string) => {
    if (!type || found.has(type)) return;
    found.set(type, route);
    open.push(type);
  };
  reach(graph.getQueryType(), (selection) => `query { ${selection} }`);
  reach(graph.getMutationType(), (selection) => `mutation { ${selection} }`);
  for (let type = open.shift(); type !== undefined; type = open.shift()) {
    const around = found.get(type);
    for (const field of Object.values(type.getFields())) {
      const target = getNamedType(field.type);
      // By its id any node is near, but what is told of one node is told of lists too.
      if (UNASKED.has(field.name) || field === graph.getQueryType()?.getFields().node) continue;
      const call = `${field.name}${argumentsOf(field)}`;
      if (isObjectType(target)) reach(target, (selection) => around?.(`${call} { ${selection} }`) ?? '');
      if (!isAbstractType(target)) continue;
      for (const possible of graph.getPossibleTypes(target)) {
        reach(possible, (selection) => around?.(`${call} { ... on ${possible.name} { ${selection} } }`) ?? '');
      }
    }
  }
  return found;
}

function selectionOf(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  const call = `${field.name}${argumentsOf(field)}`;
  if (isLeafType(type)) return call;
  if (!isObjectType(type)) return `${call} { __typename }`;
  const leaf = Object.values(type.getFields()).find((inner) => isLeafType(getNamedType(inner.type)));
  return leaf === undefined ? `${call} { __typename }` : `${call} { __typename ${leaf.name} }`;
}

function argumentsOf({ args }: GraphQLField<unknown, unknown>): string {
  const given = args.flatMap(({ name }) => (name in GIVEN && name !== 'connectors' ? [`${name}: ${GIVEN[name]}`] : []));
  return given.length === 0 ? '' : `(${given.join(', ')})`;
}
