import { GraphQLObjectType, type GraphQLSchema, printSchema } from 'graphql';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { buildGraph } from '../build-graph.js';
import { extendGraph } from './extend-graph.js';

const CAPABILITIES = ['acme-crm/score.byId', 'acme-crm/all', 'contact.byEmail', 'contact.upsert'];
const BOUND = '@capability(name: "acme-crm/all", scope: "crm:read")';

let graph: GraphQLSchema;
beforeAll(async () => {
  graph = await buildGraph();
});

const extend = (sdl: string, connector = 'acme-crm', capabilities = CAPABILITIES) =>
  extendGraph(graph, [{ connector, sdl, capabilities }]);

describe('refuses', () => {
  it.each<[string, string, string, string]>([
    ['what is no SDL', 'extend type {', 'INVALID', 'Syntax Error: Expected Name, found "{" (line 1, column 13).'],
    ['a type that nobody defines', `extend type Query { acmeCrm: AcmeCrmX ${BOUND} }`, 'INVALID', '"AcmeCrmX"'],
    ['an empty type', 'type AcmeCrmX', 'INVALID', 'AcmeCrmX must define one or more fields.'],
    [
      'a directive used wrongly',
      'extend type Query { acmeCrm: Int @capability }',
      'INVALID',
      '"name" of type "String!"',
    ],
    ['a mutation', 'extend type Mutation { acmeCrm: Int }', 'NOT_ALLOWED', 'Company, Contact, Deal, '],
    ['fields of what is no record', 'extend type Customer { acmeCrm: Int }', 'NOT_ALLOWED', 'but got Customer.'],
    ['a gateway type whose name begins so', 'extend type Money { acmeCrm: Int }', 'NOT_ALLOWED', 'but got Money.'],
    ['an interface', 'interface AcmeCrmX { id: ID }', 'NOT_ALLOWED', 'but got interface type definition AcmeCrmX.'],
    ['a directive', 'directive @x on FIELD', 'NOT_ALLOWED', 'but got directive definition x.'],
    ['another schema', 'extend schema { mutation: AcmeCrmX }', 'NOT_ALLOWED', 'but got schema extension.'],
    ['implementing', 'type AcmeCrmX implements Node { id: ID! }', 'NOT_ALLOWED', 'AcmeCrmX to implement no interface'],
    ['a bound field without null', `extend type Query { acmeCrm: Int! ${BOUND} }`, 'NOT_ALLOWED', 'take the "!" off.'],
    [
      'a list of no size',
      'extend type Query { acmeCrm: [Int] @capability(name: "acme-crm/all", scope: "crm:read", size: 0) }',
      'NOT_ALLOWED',
      'but got size: 0',
    ],
    ['a type outside', 'type Score { id: ID }', 'OUTSIDE_NAMESPACE', 'but got Score; name it AcmeCrmScore.'],
    ['a type of a longer word', 'type AcmeCrmsX { id: ID }', 'OUTSIDE_NAMESPACE', 'but got AcmeCrmsX'],
    ['a field outside', `extend type Query { score: Int ${BOUND} }`, 'OUTSIDE_NAMESPACE', 'but got Query.score.'],
    ['an unbound field', 'extend type Contact { acmeCrm: Int }', 'UNBOUND', 'Contact.acmeCrm to name what answers it'],
    ['an unbound record of the gateway', 'type AcmeCrmX { contact: Contact }', 'UNBOUND', 'AcmeCrmX.contact to name'],
    [
      'a capability that the connector lacks',
      'extend type Contact { acmeCrm: Int @capability(name: "acme-crm/none", by: "id") }',
      'CAPABILITY_UNKNOWN',
      'acme-crm reads (acme-crm/score.byId, acme-crm/all, contact.byEmail), but got "acme-crm/none".',
    ],
    [
      'a capability that writes',
      'extend type Contact { acmeCrm: Int @capability(name: "contact.upsert", by: "id") }',
      'CAPABILITY_UNKNOWN',
      'but got "contact.upsert".',
    ],
    [
      'an input that the record lacks',
      'extend type Contact { acmeCrm: Int @capability(name: "acme-crm/score.byId", by: "shoeSize") }',
      'INPUT_UNKNOWN',
      'companyId',
    ],
    [
      'an input that somebody else answers',
      'type AcmeCrmX { a: Int @capability(name: "acme-crm/all") b: Int @capability(name: "acme-crm/all", by: "a") }',
      'INPUT_UNKNOWN',
      'its parent has no plain fields',
    ],
    [
      'an input of a root field',
      'extend type Query { acmeCrm: Int @capability(name: "acme-crm/all", by: "id", scope: "crm:read") }',
      'INPUT_UNKNOWN',
      'a root field has no parent',
    ],
    [
      'a capability of all connectors without its input',
      'extend type Query { acmeCrm: Contact @capability(name: "contact.byEmail", scope: "crm:read") }',
      'INPUT_UNKNOWN',
      'expected an input of contact.byEmail for Query.acmeCrm',
    ],
    [
      'two inputs',
      'extend type Contact { acmeCrm(x: Int): Int @capability(name: "acme-crm/score.byId", by: "id") }',
      'INPUT_UNKNOWN',
      'but got both',
    ],
    [
      'a root field without a scope',
      'extend type Query { acmeCrm: Int @capability(name: "acme-crm/all") }',
      'SCOPE_UNKNOWN',
      'crm:read',
    ],
    [
      'a scope that does not exist',
      'extend type Query { acmeCrm: Int @capability(name: "acme-crm/all", scope: "all") }',
      'SCOPE_UNKNOWN',
      'but got "all".',
    ],
    [
      'a scope that nobody would ask for',
      'extend type Contact { acmeCrm: Int @capability(name: "acme-crm/score.byId", by: "id", scope: "crm:read") }',
      'SCOPE_UNKNOWN',
      'root fields alone have one',
    ],
  ])('%s', (_title, sdl, code, message) => {
    const extended = extend(sdl);
    expect(extended.problems.map((problem) => [problem.code, problem.connector])).toEqual([
      [`CONNECTOR_GRAPH_${code}`, 'acme-crm'],
    ]);
    expect(extended.problems[0]?.message).toContain(message);
    expect(extended.problems[0]?.message).toMatch(/^Connector "acme-crm": its graph: expected .*[^.]\.$/);
    expect(extended.graph).toBe(graph);
  });

  it("a type or field that is the gateway's, though its name begins with the id", () => {
    const clashing = (connector: string, sdl: string) =>
      extend(sdl, connector, [`${connector}/x`]).problems.map(({ code }) => code);
    expect(clashing('money', 'type Money { id: ID }')).toEqual(['CONNECTOR_GRAPH_CLASH']);
    expect(clashing('money', 'extend type Money { id: ID }')).toEqual(['CONNECTOR_GRAPH_NOT_ALLOWED']);
    const field = '@capability(name: "contacts/x", scope: "crm:read")';
    expect(clashing('contacts', `extend type Query { contacts: Int ${field} }`)).toEqual(['CONNECTOR_GRAPH_CLASH']);
  });

  it('what an earlier connector has added already, and keeps the earlier', () => {
    const of = (connector: string) => ({ connector, sdl: 'type AdsPlusX { id: ID }', capabilities: [] });
    const extended = extendGraph(graph, [of('ads'), of('ads-plus')]);
    expect(extended.problems).toEqual([
      {
        code: 'CONNECTOR_GRAPH_CLASH',
        connector: 'ads-plus',
        message:
          'Connector "ads-plus": its graph: expected one owner of AdsPlusX, but "ads" adds it too; rename it in one of the two.',
      },
    ]);
    expect(extended.graph.getType('AdsPlusX')).toBeDefined();
  });

  it('another connector’s types, whichever is first', () => {
    const mail = { connector: 'mail', sdl: 'type MailX { id: ID }', capabilities: [] };
    const acme = { connector: 'acme-crm', sdl: 'type AcmeCrmX { x: MailX }', capabilities: [] };
    for (const extensions of [
      [mail, acme],
      [acme, mail],
    ]) {
      const { problems } = extendGraph(graph, extensions);
      expect(problems.map(({ code, connector }) => [code, connector])).toEqual([
        ['CONNECTOR_GRAPH_INVALID', 'acme-crm'],
      ]);
    }
  });
});

test('the graph is left as it is, and the extended one is the same but for what is added', () => {
  const before = printSchema(graph);
  const sdl = `
    "A score of Acme's."
    type AcmeCrmScore { value: Int kind: AcmeCrmKind }
    enum AcmeCrmKind { HIGH LOW }
    extend type Contact { acmeCrmScore: AcmeCrmScore @capability(name: "acme-crm/score.byId", by: "id") }
  `;
  const extended = extend(sdl);
  expect(extended.problems).toEqual([]);
  expect(printSchema(graph)).toBe(before);
  const after = printSchema(extended.graph);
  const beforeLines = new Set(before.split('\n'));
  expect(after.split('\n').filter((line) => !beforeLines.has(line))).toEqual([
    '  acmeCrmScore: AcmeCrmScore',
    '"""A score of Acme\'s."""',
    'type AcmeCrmScore {',
    '  value: Int',
    '  kind: AcmeCrmKind',
    'enum AcmeCrmKind {',
    '  HIGH',
    '  LOW',
  ]);
  // Lifecycles, scopes and resolvers come along.
  for (const type of Object.values(graph.getTypeMap())) {
    if (!(type instanceof GraphQLObjectType) || type.name.startsWith('__')) continue;
    const fields = (extended.graph.getType(type.name) as GraphQLObjectType).getFields();
    for (const { name, extensions, resolve } of Object.values(type.getFields())) {
      expect([fields[name]?.extensions, fields[name]?.resolve], `${type.name}.${name}`).toEqual([extensions, resolve]);
    }
  }
});

test('without extensions the graph is the same one', () => {
  expect(extendGraph(graph, []).graph).toBe(graph);
});
