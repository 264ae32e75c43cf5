import { getIntrospectionQuery } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildGraph, extendGraph } from '../../graph/index.js';
import type { FakeConnector } from '../../graph/testing/fake-sources.js';
import { fullConnector } from '../../graph/testing/full-connector.js';
import { MAJORS } from '../views/majors.js';
import { viewOf } from '../views/view.js';
import { beyondEstimate, reckon } from './reckoned.fixture.js';

const graph = await buildGraph();
const view = viewOf(graph, 2);
const CONNECTORS = { one: fullConnector('one', 5, 10) };
const RANGE = 'range: { since: "2026-11-01", until: "2026-11-30" }';
const estimateOf = async (operation: string, variables?: Record<string, unknown>) =>
  (await reckon(view, CONNECTORS, operation, variables)).estimated;

/** Contacts of a page, each with the first of its deals. */
const pages = (first: string, inner: string) => `contacts(first: ${first}) { edges { node { ${inner} } } }`;
const deals = (first: string) => `deals(first: ${first}) { edges { node { id } } }`;

describe('an estimate', () => {
  it('multiplies the sizes of lists down the tree and cuts each level into batches', async () => {
    // A page; ids of 30 contacts in 3 batches; 120 deals in 12.
    expect(await estimateOf(`{ ${pages('30', deals('4'))} }`)).toEqual({
      cost: 30 + 120 + 16,
      records: 30 + 120,
      vendorCalls: 1 + 3 + 12,
      byConnector: [{ connector: 'one', calls: 16 }],
      inputs: { 'contact.page one': 1, 'deal.idsByContact one': 30, 'deal.byId one': 120 },
    });
  });

  it.each(MAJORS)('is made of every major: v$number', async ({ number }) => {
    const { estimated } = await reckon(viewOf(graph, number), CONNECTORS, `{ ${pages('2', deals('2'))} }`);
    expect(estimated).toMatchObject({ records: 6, vendorCalls: 3 });
  });

  it.each([
    ['a literal', '{ contacts(first: 7) { edges { node { id } } } }', {}, 7],
    ['the default of the argument', '{ contacts { edges { node { id } } } }', {}, 20],
    ['a variable', 'query ($n: Int) { contacts(first: $n) { edges { node { id } } } }', { n: 9 }, 9],
    ['the default of a variable', 'query ($n: Int = 3) { contacts(first: $n) { edges { node { id } } } }', {}, 3],
    ['a variable left out', 'query ($n: Int) { contacts(first: $n) { edges { node { id } } } }', {}, 20],
    ['a size that is refused', '{ contacts(first: 101) { edges { node { id } } } }', {}, 0],
    ['a size that is none', 'query ($n: Int) { contacts(first: $n) { edges { node { id } } } }', { n: null }, 0],
  ])('takes the size of a list from %s', async (_, operation, variables, records) => {
    expect((await estimateOf(operation, variables)).records).toBe(records);
  });

  it.each([
    ['@include(if: $with)', { with: true }, 2],
    ['@include(if: $with)', { with: false }, 1],
    ['@include(if: $with)', {}, 1],
    ['@skip(if: $with)', { with: true }, 1],
    ['@skip(if: true)', {}, 1],
  ])('follows %s with the variables %j', async (directive, variables, vendorCalls) => {
    const operation = `query ($with: Boolean = false) { ${pages('1', `id company ${directive} { id }`)} }`;
    expect((await estimateOf(operation, variables)).vendorCalls).toBe(vendorCalls);
  });

  it('reckons with every item of a plain list that a connector adds', async () => {
    const sdl = `
      extend type Query { oneBoard: OneBoard @capability(name: "one/board", scope: "crm:read") }
      type OneBoard { rows: [OneRow!] tags: [String] }
      type OneRow { who: ID score: Int @capability(name: "one/score", by: "who") }`;
    const capabilities = ['one/board', 'one/score'];
    const extended = extendGraph(graph, [{ connector: 'one', sdl, capabilities }]);
    expect(extended.problems).toEqual([]);
    const one: FakeConnector = {
      version: '1.0.0',
      maxBatch: 1,
      answers: { 'one/board': () => ({ rows: [{ who: '1' }, { who: '2' }], tags: [] }), 'one/score': () => 1 },
    };
    const reckoned = await reckon(viewOf(extended.graph, 2), { one }, '{ oneBoard { tags rows { score } } }');
    expect(reckoned.errors).toEqual([]);
    expect(beyondEstimate(reckoned)).toEqual([]);
    expect(reckoned.estimated).toMatchObject({ records: 1 + 10, vendorCalls: 1 + 10 });
  });

  it('asks once for a field that stands several times, and twice for one under two names', async () => {
    const merged = `{ ${pages('1', 'company { id } ...C ... on Contact { company { name } }')} } fragment C on Contact { company { domain } }`;
    expect((await estimateOf(merged)).inputs['company.byId one']).toBe(1);
    const twice = `{ ${pages('1', 'a: company { id } b: company { id }')} }`;
    expect((await estimateOf(twice)).inputs['company.byId one']).toBe(2);
  });

  it('counts every kind of record that may be met where there are several', async () => {
    const records = 'records { ... on Contact { company { id } } ... on AudienceMember { audience { id } } }';
    const { inputs } = await estimateOf(`{ customer(email: "ada@example.org") { ${records} } }`);
    expect(inputs).toMatchObject({ 'company.byId one': 1, 'audience.byId one': 3 });
  });

  it('knows from an id what a node will be, and which connector has it', async () => {
    const id = Buffer.from('["Deal","one","7"]').toString('base64url');
    const operation =
      '{ node(id: $id) { ... on Deal { company { id } } ... on Contact { deals { edges { node { id } } } } } }';
    const { inputs } = await estimateOf(`query ($id: ID!) ${operation}`, { id });
    expect(inputs).toEqual({ 'deal.byId one': 1, 'company.idsByDeal one': 1, 'company.byId one': 1 });
    expect((await estimateOf(`query ($id: ID!) ${operation}`, { id: 'nonsense' })).vendorCalls).toBe(0);
  });

  it('of a report is that of the parts whose figures are selected', async () => {
    const { inputs } = await estimateOf(`{ performance(${RANGE}) { totals { clicks } } }`);
    expect(inputs).toEqual({ 'performance.report one': 1 });
    expect((await estimateOf(`{ performance(${RANGE}) { rows { roas } } }`)).inputs).toMatchObject({
      'deal.won one': 1,
    });
  });

  it('of a report knows what is selected under an alias', async () => {
    const { inputs } = await estimateOf(
      `{ performance(${RANGE}) { a: rows { revenue { amount } } b: rows { clicks } } }`,
    );
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(['performance.report one', 'deal.won one']));
  });

  it('does not stumble over values that are refused later', async () => {
    const odd = { toString: 1, valueOf: 1 };
    for (const operation of [
      'query ($odd: ID!) { node(id: $odd) { id } }',
      'query ($odd: Int) { contacts(first: $odd) { edges { node { id } } } }',
      'query ($odd: String) { contacts(after: $odd, connector: $odd) { edges { node { id } } } }',
      'mutation ($odd: [ContactInput!]!) { upsertContacts(connector: "one", contacts: $odd) { accepted } }',
    ]) {
      expect((await estimateOf(operation, { odd })).vendorCalls).toBeLessThanOrEqual(1);
    }
  });

  it('of a write is that of its records, and of those read back', async () => {
    const operation =
      'mutation ($all: [ContactInput!]!) { upsertContacts(connector: "one", contacts: $all) { results { contact { id } } } }';
    const all = Array.from({ length: 25 }, (_, at) => ({ email: `${at}@example.org` }));
    expect(await estimateOf(operation, { all })).toMatchObject({ records: 50, vendorCalls: 6 });
    expect(await estimateOf(operation, { all: all[0] })).toMatchObject({ records: 2, vendorCalls: 2 });
  });

  it('of a further page allows for a cursor that lies within a page', async () => {
    const { data } = await reckon(view, CONNECTORS, '{ contacts(first: 2) { pageInfo { endCursor } } }');
    const after = (data as { contacts: { pageInfo: { endCursor: string } } }).contacts.pageInfo.endCursor;
    const operation = 'query ($after: String) { contacts(first: 2, after: $after) { edges { node { id } } } }';
    expect((await estimateOf(operation, { after })).vendorCalls).toBe(2);
  });

  it('of what no vendor is asked for is nothing', async () => {
    for (const operation of [getIntrospectionQuery(), '{ __typename }', '{ connectors { id } }']) {
      expect(await estimateOf(operation)).toMatchObject({ cost: 0, records: 0, vendorCalls: 0 });
    }
  });

  it('of a connector that cannot, or that there is not, is nothing', async () => {
    const operation = '{ contacts(connector: "elsewhere") { edges { node { id company { id } } } } }';
    expect((await estimateOf(operation)).vendorCalls).toBe(0);
  });
});
