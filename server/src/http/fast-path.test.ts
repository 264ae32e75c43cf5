import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { AuthenticationError } from '../auth/index.js';
import type { DirectRequest } from '../operation/index.js';
import { ask, runServer } from './running-server.fixture.js';

interface Sent {
  body: string;
  headers?: Record<string, string>;
}

/** Sends it as a program does, and as one whose request goes through the framework. */
async function both(url: string, { body, headers }: Sent) {
  const send = async (path: string) => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
    const shown = [...response.headers].filter(([name]) => !FREE.includes(name));
    return { status: response.status, headers: Object.fromEntries(shown), body: await response.text() };
  };
  return { fast: await send('/v2/graphql'), framework: await send('/v2/graphql?by=framework') };
}

/** The framework closes a connection on which a body was no JSON, though all of it was read. */
const FREE = ['date', 'x-request-id', 'connection', 'keep-alive'];

const query = (text: string) => JSON.stringify({ query: text });
const GRAPHQL = 'application/graphql-response+json';

describe('a request that programs send is answered as any other', () => {
  it.each<[string, Sent]>([
    ['an answer', { body: query('{ hello }') }],
    ['variables', { body: JSON.stringify({ query: 'query ($n: String) { hello(name: $n) }', variables: { n: 'Ü' } }) }],
    ['an error in a field', { body: query('{ hello broken }') }],
    ['a mutation', { body: query('mutation { change }').replace('change', '__typename') }],
    ['an unknown field', { body: query('{ nothing }') }],
    ['an unknown field, in the newer media type', { body: query('{ nothing }'), headers: { accept: GRAPHQL } }],
    ['a syntax error', { body: query('{') }],
    ['any media type', { body: query('{ hello }'), headers: { accept: '*/*' } }],
    ['plain JSON', { body: query('{ hello }'), headers: { accept: 'application/json' } }],
    ['a list of media types', { body: query('{ hello }'), headers: { accept: `${GRAPHQL}, application/json;q=0.9` } }],
    ['a media type that is not to be had', { body: query('{ hello }'), headers: { accept: 'text/csv' } }],
    ['a charset', { body: query('{ hello }'), headers: { 'content-type': 'application/json; charset=utf-8' } }],
    ['a body that is no JSON', { body: '{' }],
    ['a body without a query', { body: '{}' }],
    ['an empty body', { body: '' }],
    ['a list', { body: '[]' }],
    ['a prototype', { body: '{"__proto__": 1, "query": "{ hello }"}' }],
    ['a text that is too long', { body: query(`{ hello } #${'x'.repeat(300_000)}`) }],
    ['a body that is too large', { body: query(`{ hello } #${'x'.repeat(3_000_000)}`) }],
    ['another type of content', { body: 'query', headers: { 'content-type': 'text/csv' } }],
    ["a page of the gateway's own", { body: query('{ hello }'), headers: { 'sec-fetch-site': 'same-origin' } }],
    ['a page of another site', { body: query('{ hello }'), headers: { 'sec-fetch-site': 'cross-site' } }],
    ['a page that only says its origin', { body: query('{ hello }'), headers: { origin: 'https://evil.example' } }],
  ])('%s', async (_, sent) => {
    await using server = await runServer();
    const { fast, framework } = await both(server.url, sent);
    expect(fast).toEqual(framework);
  });

  it.each([
    ['who is not known', async () => Promise.reject(new AuthenticationError('Unknown.', { given: true }))],
    ['a failure of ours', async () => Promise.reject(new Error('secret'))],
  ])('%s', async (_, authenticate) => {
    await using server = await runServer({ authenticate });
    const { fast, framework } = await both(server.url, { body: query('{ hello }') });
    const unnamed = (text: string) => text.replace(/[\da-f]{8}-[\da-f-]{27}/, 'reference');
    expect({ ...fast, body: unnamed(fast.body) }).toEqual({ ...framework, body: unnamed(framework.body) });
  });

  it('where pages of other sites may ask, it varies by origin', async () => {
    await using server = await runServer({ allowedOrigins: ['https://app.example.com'] });
    const { fast, framework } = await both(server.url, { body: query('{ hello }') });
    expect(fast).toEqual(framework);
    expect(fast.headers.vary).toBe('origin');
  });

  it.each([
    ['https://app.example.com', 200, 'https://app.example.com'],
    ['https://other.example.com', 403, undefined],
  ])('where pages of one site may ask, from %s', async (origin, status, allowed) => {
    await using server = await runServer({ allowedOrigins: ['https://app.example.com'] });
    const headers = { origin, 'sec-fetch-site': 'cross-site' };
    for (const text of ['{ hello }', '{']) {
      const { fast, framework } = await both(server.url, { body: query(text), headers });
      expect(fast).toEqual(framework);
      expect([fast.status, fast.headers['access-control-allow-origin']]).toEqual([status, allowed]);
    }
  });
});

it("what has a plan is answered directly, in the media type that Apollo Server has chosen for the same 'Accept'", async () => {
  const answer = { status: 200, body: '{"data":"directly"}', operationName: undefined, errorCodes: [] };
  const direct = { prepare: () => ({}) as DirectRequest, answer: async () => ({ ...answer, headers: {} }) };
  await using server = await runServer({ direct });
  const sent = async (headers: Record<string, string>) => {
    const { fast } = await both(server.url, { body: query('{ hello }'), headers });
    return [fast.body.includes('directly'), fast.headers['content-type']?.split(';')[0]];
  };
  for (const [accept, chosen] of [
    ['*/*', 'application/json'],
    [`${GRAPHQL},application/json;q=0.9`, GRAPHQL],
    [`application/json, ${GRAPHQL};q=0.9`, 'application/json'],
  ] as const) {
    const page = { accept, 'sec-fetch-site': 'same-origin' };
    expect([await sent({ accept }), await sent({ accept }), await sent(page)]).toEqual([
      [false, chosen],
      [true, chosen],
      [true, chosen],
    ]);
  }
  for (let time = 0; time < 2; time += 1) expect((await sent({ accept: 'text/csv' }))[0]).toBe(false);
});

it('leaves the same line in the log', async () => {
  await using server = await runServer();
  await both(server.url, { body: query('query Greeting { hello broken }') });
  const [fast, framework] = server.log
    .filter(({ msg }) => msg === 'request')
    .map(({ requestId: _, time: __, durationMs: ___, ...line }) => line);
  expect(fast).toEqual(framework);
  expect(fast).toMatchObject({ operationName: 'Greeting', errorCodes: ['VENDOR_UNAVAILABLE'] });
});

it('answered requests are not logged where they need not be', async () => {
  await using server = await runServer({ logRequests: false });
  await both(server.url, { body: query('{ hello }') });
  expect(server.log.filter(({ msg }) => msg === 'request')).toEqual([]);
});

it('a caller who leaves within the body is not answered, and the server goes on', async () => {
  await using server = await runServer();
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  const head =
    'POST /v2/graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{';
  await new Promise<void>((resolve) => socket.write(head, () => resolve()));
  socket.destroy();
  expect((await ask(`${server.url}/v2/graphql`, '{ hello }')).status).toBe(200);
  expect(server.log.filter(({ msg }) => msg === 'unexpected error')).toEqual([]);
});

it('an answer is written at the end of the turn of the event loop in which it is ready, with the others of that turn', async () => {
  const begun: ServerResponse[] = [];
  const note = (message: unknown): void => void begun.push((message as { response: ServerResponse }).response);
  subscribe('http.server.request.start', note);
  try {
    await using server = await runServer();
    const answers = [1, 2].map(() => ask(`${server.url}/v2/graphql`, '{ wait }'));
    await server.waiting;
    await expect.poll(() => begun).toHaveLength(2);
    server.release();
    for (let tick = 0; tick < 200; tick += 1) await new Promise((resolve) => process.nextTick(resolve));
    expect(begun.map(({ headersSent }) => headersSent)).toEqual([false, false]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun.map(({ headersSent }) => headersSent)).toEqual([true, true]);
    await Promise.all(answers);
  } finally {
    unsubscribe('http.server.request.start', note);
  }
});
