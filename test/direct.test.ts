import { afterAll, beforeAll, expect, it } from 'vitest';
import { type System, startSystem } from './support/start-system.js';

let system: System;
beforeAll(async () => {
  system = await startSystem({ settings: { cache: { enabled: false }, operations: { compile: 'always' } } });
});
afterAll(() => system.close());

/** Answers differ in these by themselves. */
const FREE = ['date', 'x-request-id', 'connection', 'keep-alive'];

async function send(path: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(new URL(path, system.gateway.url), {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
  const shown = [...response.headers].filter(([name]) => !FREE.includes(name));
  return { status: response.status, headers: Object.fromEntries(shown), body: await response.text() };
}

it.each<[string, string, object, Record<string, string>?]>([
  ['records', '/v2/graphql', { query: '{ deals(connector: "hubspot", first: 3) { edges { node { id name } } } }' }],
  [
    'variables',
    '/v2/graphql',
    {
      query: 'query Some($n: Int!) { deals(connector: "hubspot", first: $n) { edges { node { id } } } }',
      variables: { n: 2 },
    },
  ],
  ['the first major', '/v1/graphql', { query: '{ connectors { id } }' }],
  ['the cost', '/v2/graphql', { query: '{ connectors { id } }' }, { 'selvedge-cost': '1' }],
  [
    'a connector that is not there',
    '/v2/graphql',
    { query: '{ deals(connector: "nobody", first: 1) { edges { cursor } } }' },
  ],
  [
    "an Apollo Client's page",
    '/v2/graphql',
    { query: '{ connectors { id } }', extensions: { clientLibrary: { name: '@apollo/client', version: '4.1.8' } } },
    { accept: 'application/graphql-response+json,application/json;q=0.9', 'sec-fetch-site': 'same-origin' },
  ],
])('who asks again is answered as at first, and as through the framework: %s', async (_, path, body, headers) => {
  const first = await send(path, body, headers);
  const again = await send(path, body, headers);
  const framework = await send(`${path}?by=framework`, body, headers);
  expect(again).toEqual(first);
  expect(framework).toEqual(first);
});
