import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AskOptions } from './support/ask.js';
import { hasRedis, startRedis } from './support/start-redis.js';
import { type System, startSystem } from './support/start-system.js';

const DEALS = '{ deals(connector: "hubspot", first: 3) { edges { node { id name } } } }';
const CONTACT = '{ contacts(connector: "hubspot", first: 1) { edges { node { id emails givenName } } } }';
const SETTINGS = { cache: { edge: { enabled: true } } };

let now = Date.now();
let system: System;
beforeAll(async () => {
  system = await startSystem({ now: () => now, tenants: ['acme'], settings: SETTINGS });
});
afterAll(() => system.close());
beforeEach(async () => {
  now += 24 * 3_600_000;
  await system.clearFaults();
  await system.resetCalls();
});

/** How often a ready answer was served, and whole answers were looked for in vain. */
async function lookups(of = system): Promise<{ hits: number; misses: number }> {
  const text = await (await fetch(`${of.gateway.url}/metrics`)).text();
  const count = (result: string) =>
    Number(new RegExp(`selvedge_edge_lookups_total{result="${result}"} (\\d+)`).exec(text)?.[1] ?? 0);
  return { hits: count('hit'), misses: count('miss') };
}

/** Whether the second of two requests got a ready answer, and both answers. */
async function twice(query: string, options: AskOptions = {}, second: AskOptions = options) {
  const first = await system.ask(query, options);
  const before = await lookups();
  const again = await system.ask(query, second);
  return { first, again, ready: (await lookups()).hits > before.hits };
}

it('an answer is served again as it was, with its age', async () => {
  const first = await system.ask(DEALS);
  now += 5_000;
  const before = await lookups();
  const again = await system.ask(DEALS);
  expect((await lookups()).hits).toBe(before.hits + 1);
  expect([again.data, again.status, again.headers.get('content-type')]).toEqual([
    first.data,
    first.status,
    first.headers.get('content-type'),
  ]);
  expect([first.headers.get('age'), again.headers.get('age')]).toEqual([null, '5']);
});

it('an answer of values that were kept themselves has one age, which goes on', async () => {
  await system.ask(DEALS);
  now += 5_000;
  const other = DEALS.replace('id name', 'name id');
  const first = await system.ask(other);
  now += 2_000;
  const before = await lookups();
  const again = await system.ask(other);
  expect((await lookups()).hits).toBe(before.hits + 1);
  expect([first.headers.get('age'), again.headers.get('age')]).toEqual(['5', '7']);
});

it('an answer of many values is ready again as soon as one of them was fetched anew, though they are not fresh for the same time', async () => {
  const contacts =
    '{ contacts(connector: "hubspot", first: 8) { edges { node { id deals(first: 3) { edges { node { id } } } } } } }';
  await system.ask(contacts);
  for (let second = 0; second < 75; second += 1) {
    now += 1_000;
    // Who asks first is answered with what is fetched anew beside it.
    await expect.poll(async () => (await twice(contacts)).ready, { message: `after ${second + 1} s` }).toBe(true);
  }
});

it('no longer than its first value is fresh', async () => {
  await system.ask(DEALS);
  // The cache spreads a minute's freshness by a tenth.
  now += 67_000;
  const before = await lookups();
  await system.ask(DEALS);
  expect((await lookups()).hits).toBe(before.hits);
});

describe('is not served to', () => {
  it.each<[string, AskOptions]>([
    ['another tenant', { headers: { 'selvedge-tenant': 'acme' } }],
    ['who takes another media type', { headers: { accept: 'application/json' } }],
    ['who asks for provenance', { headers: { 'selvedge-provenance': '1' } }],
    ['who asks for the cost', { headers: { 'selvedge-cost': '1' } }],
    ['who wants none that was kept', { headers: { 'cache-control': 'no-cache' } }],
    ['another major', { major: 1 }],
    ['other variables', { variables: { other: 1 } }],
  ])('%s', async (_, second) => {
    expect((await twice(DEALS, {}, second)).ready).toBe(false);
  });
});

describe('is not kept', () => {
  it.each<[string, string]>([
    ['introspection', '{ __schema { queryType { name } } }'],
    ['what no vendor said', '{ connectors { id } }'],
    ['what changes by itself', `{ bulkJob(id: "none") { id } ${DEALS.slice(1)}`],
  ])('%s', async (_, query) => {
    expect((await twice(query)).ready).toBe(false);
  });

  it('an answer with an error', async () => {
    await system.fault({ vendor: 'mailchimp', status: 500 });
    const { first, ready } = await twice('{ audiences(connector: "mailchimp", first: 1) { edges { node { id } } } }');
    expect([first.codes.length > 0, ready]).toEqual([true, false]);
  });
});

it('a write is seen by the next request, and so is a change that the gateway is told of', async () => {
  const { first } = await twice(CONTACT);
  const { emails } = first.data.contacts.edges[0].node;
  now += 10;
  const written = await system.ask(
    'mutation ($email: String!, $name: String!) { upsertContacts(connector: "hubspot", contacts: [{ email: $email, givenName: $name }]) { results { status } } }',
    { variables: { email: emails[0], name: 'Changed' } },
  );
  expect(written.codes).toEqual([]);
  now += 10;
  expect((await system.ask(CONTACT)).data.contacts.edges[0].node.givenName).toBe('Changed');
  await system.ask(DEALS);
  now += 10;
  await system.gateway.invalidate({ tenant: 'default', connector: 'hubspot', tags: ['Deal/*'] });
  now += 10;
  expect((await twice(DEALS)).ready).toBe(true);
  await system.gateway.invalidate({ tenant: 'default', connector: 'hubspot', tags: ['Deal/*'] });
  const before = await lookups();
  await system.ask(DEALS);
  expect((await lookups()).hits).toBe(before.hits);
});

it('a ready answer is counted as an operation, with what it uses that is deprecated', async () => {
  const query = '{ contacts(connector: "hubspot", first: 1) { edges { node { name } } } }';
  const uses = async () => {
    const text = await (await fetch(`${system.gateway.url}/metrics`)).text();
    const sum = (name: string) =>
      [...text.matchAll(new RegExp(`^${name}{[^}]*} (\\d+)`, 'gm'))].reduce((all, [, count]) => all + Number(count), 0);
    return [sum('selvedge_deprecated_uses_total'), sum('selvedge_operations_total')];
  };
  const { first, again, ready } = await twice(query, { major: 1 });
  expect([ready, again.headers.get('deprecation'), again.extensions]).toEqual([
    true,
    first.headers.get('deprecation'),
    first.extensions,
  ]);
  expect(first.headers.get('deprecation')).not.toBeNull();
  const [deprecated = 0, operations = 0] = await uses();
  await system.ask(query, { major: 1 });
  expect(await uses()).toEqual([deprecated + 1, operations + 1]);
});

it('whoever may not ask gets no ready answer', async () => {
  await system.ask(DEALS);
  const { status } = await system.ask(DEALS, { headers: { 'x-api-key': 'unknown' } });
  expect(status).toBe(401);
});

it.skipIf(!hasRedis)('a write in another process that shares the Redis is seen within a second', async () => {
  const redis = await startRedis();
  const settings = { ...SETTINGS, redisUrl: redis.url, redisTimeoutMs: 2_000 };
  const one = await startSystem({ settings, beside: system });
  const other = await startSystem({ settings, beside: system });
  try {
    await one.ask(DEALS);
    await one.ask(DEALS);
    expect((await lookups(one)).hits).toBe(1);
    await other.gateway.invalidate({ tenant: 'default', connector: 'hubspot', tags: ['Deal/*'] });
    let { hits } = await lookups(one);
    const at = performance.now();
    await expect
      .poll(
        async () => {
          const before = hits;
          await one.ask(DEALS);
          hits = (await lookups(one)).hits;
          return hits - before;
        },
        { interval: 20, timeout: 2_000 },
      )
      .toBe(0);
    expect(performance.now() - at).toBeLessThan(1_000);
  } finally {
    await one.close();
    await other.close();
    await redis.stop();
  }
});
