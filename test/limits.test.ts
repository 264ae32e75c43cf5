import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './support/start-system.js';

let system: System;
beforeAll(async () => {
  system = await startSystem({ sandbox: { people: 20, companies: 4, deals: 8 } });
});
afterAll(() => system.close());

const nested = (depth: number): string =>
  depth === 0 ? '{ id }' : `{ id contacts(first: 1) { edges { node { id company ${nested(depth - 1)} } } } }`;
const doubling = Array.from(
  { length: 18 },
  (_, level) => `fragment f${level} on Query { ...f${level + 1} ...f${level + 1} }`,
);

const PEOPLE = (at: number) => `p${at}: customers(first: 100) { edges { node { id } } }`;

describe('an operation over the limits', () => {
  it.each([
    ['too deep', `{ companies(first: 1) { edges { node ${nested(4)} } } }`, 'OPERATION_TOO_LARGE'],
    [
      'with too many aliases',
      `{ ${Array.from({ length: 31 }, (_, i) => `a${i}: __typename`).join(' ')} }`,
      'OPERATION_TOO_LARGE',
    ],
    [
      'with too many root fields',
      `{ ${Array.from({ length: 21 }, () => '__typename').join(' ')} }`,
      'OPERATION_TOO_LARGE',
    ],
    ['with too many tokens', '{'.repeat(15_000), 'GRAPHQL_PARSE_FAILED'],
    [
      'whose fragments double',
      `{ ...f0 } ${doubling.join(' ')} fragment f18 on Query { ${Array.from({ length: 3 }, () => '__typename').join(' ')} }`,
      'OPERATION_TOO_LARGE',
    ],
  ])('%s is refused at once with a code', async (_, query, code) => {
    await system.ask('{ __typename }');
    const startedAt = performance.now();
    const { status, errors } = await system.ask(query);
    expect(performance.now() - startedAt).toBeLessThan(500);
    expect([status, errors[0]?.extensions.code]).toEqual([400, code]);
  });

  it.each([
    ['cost', `{ contacts(first: 100) { edges { node { deals(first: 100) { edges { node { id } } } } } } }`, 10_202],
    // One page, one batch by link and one by address, two addresses a person at the vendor that takes one a call.
    ['vendorCalls', `{ ${Array.from({ length: 13 }, (_, at) => PEOPLE(at)).join(' ')} }`, 13 * 203],
  ])('by its estimated %s is refused before any vendor is asked', async (limit, query, estimated) => {
    await system.resetCalls();
    const { status, errors, extensions } = await system.ask(query, { headers: { 'selvedge-cost': '1' } });
    expect([status, errors[0]?.extensions.code, errors[0]?.extensions.limit]).toEqual([
      400,
      'OPERATION_TOO_LARGE',
      limit,
    ]);
    expect(errors[0]?.extensions).toMatchObject({ most: extensions.cost.limit[limit], estimated });
    expect(extensions.cost.estimated[limit]).toBe(estimated);
    expect(await system.calls()).toEqual({});
  });

  it('such as a body past 256 KB is refused', async () => {
    const { status, errors } = await system.ask(`{ __typename } #${'x'.repeat(300_000)}`);
    expect(status).toBe(413);
    expect(errors[0]?.extensions.code).toEqual(expect.any(String));
  });
});

it('an operation of a kind that the graph has not is the caller’s mistake, and says so', async () => {
  const { status, errors } = await system.ask('subscription { deals }');
  expect([status, errors[0]?.extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  expect(errors.map(({ message }) => message).join()).toContain('no subscriptions');
});

it('the schema can be asked for in the sandbox by the tools of the trade', async () => {
  const { getIntrospectionQuery } = await import('graphql');
  const { data, errors } = await system.ask(getIntrospectionQuery());
  expect(errors).toEqual([]);
  expect(data.__schema.types.length).toBeGreaterThan(20);
});

it('an operation within the limits says what it was estimated to take only when it is asked', async () => {
  const query = '{ contacts(first: 3) { edges { node { company { id } } } } }';
  expect((await system.ask(query)).extensions.cost).toBeUndefined();
  const { data, extensions } = await system.ask(query, { headers: { 'selvedge-cost': '1' } });
  expect(data.contacts.edges).toHaveLength(3);
  expect(extensions.cost).toEqual({
    estimated: { cost: 8, records: 6, vendorCalls: 2, byConnector: [{ connector: 'hubspot', calls: 2 }] },
    limit: { cost: 5_000, vendorCalls: 2_500 },
  });
});

it('the limits of the cost are the configuration’s, and the estimates can be watched', async () => {
  const narrow = await startSystem({ beside: system, settings: { limits: { vendorCalls: 1 } } });
  try {
    const { errors } = await narrow.ask('{ contacts(first: 3) { edges { node { company { id } } } } }');
    expect(errors[0]?.extensions).toMatchObject({ code: 'OPERATION_TOO_LARGE', limit: 'vendorCalls', most: 1 });
    const metrics = await (await fetch(`${narrow.gateway.url}/metrics`)).text();
    expect(metrics).toContain('selvedge_operation_estimated_vendor_calls_sum{major="2"} 2');
  } finally {
    await narrow.close();
  }
});
