import type { GraphQLSchema } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildGraph } from '../build-graph.js';
import { execute } from '../testing/execute.js';
import { Fails, type FakeConnector } from '../testing/fake-sources.js';
import { contact } from '../testing/records.js';
import { extendGraph } from './extend-graph.js';

const SDL = /* GraphQL */ `
  extend type Query {
    crmBoard(team: String!): CrmBoard @capability(name: "crm/board", scope: "crm:read")
  }
  extend type Contact {
    crmScore: Int @capability(name: "crm/scores", by: "id")
    crmEverybody: Int @capability(name: "crm/scores", by: "id", anyVendor: true)
    crmCompany: CrmBoard @capability(name: "crm/board", by: "companyId")
  }
  type CrmBoard {
    title: String
    leadId: ID
    lead: Contact @capability(name: "contact.byId", by: "leadId")
    rows: [CrmRow]
  }
  type CrmRow {
    who: ID
    score: Int @capability(name: "crm/scores", by: "who")
  }
`;
const crm: FakeConnector = {
  version: '2.0.0',
  answers: {
    'contact.byId': (id) => contact(id, { givenName: 'Ada', companyId: id === '4' ? null : '7' }),
    'contact.page': () => ({
      items: ['1', '2', '3', '4'].map((id) => contact(id, { companyId: id === '4' ? null : '7' })),
      next: null,
    }),
    'crm/scores': (id) => {
      if (id === '3') throw new Fails({ class: 'transient', message: 'down' });
      return Number(id) * 10;
    },
    'crm/board': (input) => ({
      title: typeof input === 'string' ? input : (input as { team: string }).team,
      leadId: '1',
      rows: [{ who: '1' }, { who: '2' }, { who: '2' }],
    }),
  },
};
const other: FakeConnector = {
  version: '1.0.0',
  answers: {
    'contact.page': () => ({
      items: [contact('1', { source: { connector: 'other', version: '1.0.0' } })],
      next: null,
    }),
  },
};

let schema: GraphQLSchema;
beforeAll(async () => {
  const { graph, problems } = extendGraph(await buildGraph(), [
    { connector: 'crm', sdl: SDL, capabilities: Object.keys(crm.answers) },
  ]);
  expect(problems).toEqual([]);
  schema = graph;
});

describe('a field that a connector adds', () => {
  it('asks its capability once for all parents; a failure is null with its code, and the rest is whole', async () => {
    const query = '{ contacts(connector: "crm") { edges { node { crmScore crmCompany { title } } } } }';
    const { at, errors, sources } = await execute({ crm }, query, { schema });
    expect(at('contacts.edges')).toEqual([
      { node: { crmScore: 10, crmCompany: { title: '7' } } },
      { node: { crmScore: 20, crmCompany: { title: '7' } } },
      { node: { crmScore: null, crmCompany: { title: '7' } } },
      { node: { crmScore: 40, crmCompany: null } },
    ]);
    expect(errors).toMatchObject([
      { path: 'contacts.edges.2.node.crmScore', extensions: { code: 'VENDOR_UNAVAILABLE', connector: 'crm' } },
    ]);
    expect(sources.log().slice(1).sort()).toEqual(['2 crm/board crm ×1', '2 crm/scores crm ×4']);
  });

  it('is null on the records of others, unless it is for any vendor', async () => {
    const query = '{ contacts(connector: "other") { edges { node { crmScore crmEverybody } } } }';
    const { at, sources } = await execute({ crm, other }, query, { schema });
    expect(at('contacts.edges')).toEqual([{ node: { crmScore: null, crmEverybody: 10 } }]);
    expect(sources.log()).toEqual(['1 contact.page other ×1', '2 crm/scores crm ×1']);
  });

  it('of Query takes its arguments, and leads on to its own fields and to the gateway’s records', async () => {
    const query = `{ crmBoard(team: "A") { title lead { givenName source { connector } } rows { who score } } }`;
    const { data, errors, sources } = await execute({ crm }, query, { schema });
    expect(errors).toEqual([]);
    expect(data).toEqual({
      crmBoard: {
        title: 'A',
        lead: { givenName: 'Ada', source: { connector: 'crm' } },
        rows: [
          { who: '1', score: 10 },
          { who: '2', score: 20 },
          { who: '2', score: 20 },
        ],
      },
    });
    expect(sources.batches[0]?.inputs).toEqual([{ team: 'A' }]);
    expect(sources.log().slice(1).sort()).toEqual(['2 contact.byId crm ×1', '2 crm/scores crm ×2']);
  });

  it('of Query needs the scope that it names', async () => {
    const { errors, sources } = await execute({ crm }, '{ crmBoard(team: "A") { title } }', {
      schema,
      scopes: ['ads:read'],
    });
    expect(errors).toMatchObject([{ path: 'crmBoard', extensions: { code: 'FORBIDDEN' } }]);
    expect(sources.batches).toEqual([]);
  });

  it('is listed among what its connector can do', async () => {
    const { data } = await execute({ crm, other }, '{ connectors { id capabilities } }', { schema });
    expect(data).toEqual({
      connectors: [
        { id: 'crm', capabilities: ['contact.byId', 'contact.page', 'crm/board', 'crm/scores'] },
        { id: 'other', capabilities: ['contact.page'] },
      ],
    });
  });

  it('tells who is not connected', async () => {
    const { errors } = await execute({ other }, '{ crmBoard(team: "A") { title } }', { schema });
    expect(errors).toMatchObject([{ path: 'crmBoard', extensions: { code: 'CONNECTOR_NOT_CONNECTED' } }]);
  });
});
