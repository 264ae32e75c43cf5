import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, type RunningServer, runServer } from './running-server.fixture.js';

const MUTATION = 'mutation { change }';
const APP = 'https://app.example.com';

let server: RunningServer;
beforeEach(async () => {
  server = await runServer({ allowedOrigins: [APP] });
});
afterEach(() => server.http.close());

describe('a page of another site', () => {
  it.each([
    ['a form', 'application/x-www-form-urlencoded', `query=${encodeURIComponent(MUTATION)}`],
    ['a form with a file', 'multipart/form-data; boundary=b', `--b\r\n\r\n${MUTATION}\r\n--b--`],
    ['a form as text', 'text/plain', JSON.stringify({ query: MUTATION })],
    ['JSON in disguise', 'text/plain; a=application/json', JSON.stringify({ query: MUTATION })],
    ['a request without a type', '', JSON.stringify({ query: MUTATION })],
  ])('changes nothing by %s, in an old browser that says nothing of itself', async (_name, type, body) => {
    expect(await send({ method: 'POST', headers: { 'content-type': type }, body })).toMatchObject({ status: 415 });
    expect(server.changes()).toBe(0);
  });

  it.each([
    ['cross-site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['of a sibling host', { 'sec-fetch-site': 'same-site', origin: 'https://blog.example.com' }],
    ['from a sandboxed frame', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
    ['told by its origin alone', { origin: 'https://evil.example' }],
    ['of a null origin alone', { origin: 'null' }],
    ['of another port', { origin: 'http://127.0.0.1:1' }],
    ['that claims the origin of an allowed one with more', { origin: `${APP}.evil.example` }],
  ])('changes nothing by JSON: %s', async (_name, headers) => {
    const response = await send({
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: 'session=1', ...headers },
      body: JSON.stringify({ query: MUTATION }),
    });
    expect(response).toMatchObject({ status: 403, code: 'CROSS_SITE_REFUSED' });
    expect(server.changes()).toBe(0);
  });

  it.each([
    ['an image', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
    ['a link', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', accept: 'text/html' }],
  ])('gets no query run with the visitor’s cookies, by %s', async (_name, headers) => {
    const response = await send({
      method: 'GET',
      search: '?query={hello}',
      headers: { cookie: 'session=1', ...headers },
    });
    expect(response).toMatchObject({ status: 403, code: 'CROSS_SITE_REFUSED' });
  });

  it('is not told by a preflight that it may ask', async () => {
    const response = await preflight('https://evil.example');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('access-control-allow-headers')).toBeNull();
  });

  it('is told the setting that would let it ask', async () => {
    const headers = { 'content-type': 'application/json', origin: 'http://localhost:5173' };
    const { message } = await send({ method: 'POST', headers, body: '{"query":"{ hello }"}' });
    expect(message).toMatch(/http:\/\/localhost:5173, .*server\.allowedOrigins/);
  });

  it('cannot read an answer either', async () => {
    const response = await ask(`${server.url}/v2/graphql`, '{ hello }');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a mutation', () => {
  it('never runs by GET', async () => {
    const response = await fetch(`${server.url}/v2/graphql?query=${encodeURIComponent(MUTATION)}`);
    expect(response.status).toBe(405);
    expect(server.changes()).toBe(0);
  });
});

describe('who may ask', () => {
  it.each([
    ['programs, which say nothing', {}],
    ['pages of our own', { 'sec-fetch-site': 'same-origin' }],
    ['pages of an allowed origin', { 'sec-fetch-site': 'cross-site', origin: APP }],
  ])('%s', async (_name, headers) => {
    const body = JSON.stringify({ query: MUTATION });
    const response = await send({ method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
    expect(response.status).toBe(200);
    expect(server.changes()).toBe(1);
  });

  it('includes own pages in browsers that send their origin alone', async () => {
    const response = await send({
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url },
      body: JSON.stringify({ query: MUTATION }),
    });
    expect(response.status).toBe(200);
  });

  it('lets allowed origins read answers', async () => {
    const asked = await preflight(APP);
    expect(asked.headers.get('access-control-allow-headers')).toContain('content-type');
    const answer = await ask(`${server.url}/v2/graphql`, '{ hello }', { headers: { origin: APP } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(APP);
    expect(answer.headers.get('vary')).toContain('origin');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });
});

describe('a sandbox on this machine', () => {
  it('refuses a name that was pointed at it', async () => {
    await using sandbox = await runServer({ loopbackOnly: true });
    const { port } = new URL(sandbox.url);
    const body = JSON.stringify({ query: MUTATION });
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
    const rebound = { ...headers, host: `evil.example:${port}`, origin: `http://evil.example:${port}` };
    expect(await send({ method: 'POST', headers: rebound, body }, sandbox)).toMatchObject({ status: 421 });
    expect(sandbox.changes()).toBe(0);
    for (const name of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]) {
      expect((await send({ method: 'POST', headers: { ...headers, host: name }, body }, sandbox)).status).toBe(200);
    }
  });
});

interface Sent {
  method: string;
  headers: Record<string, string>;
  search?: string;
  body?: string;
}

interface Answered {
  status: number;
  code?: string;
  message?: string;
}

/** As a browser would: fetch here does not let a caller set `Sec-Fetch-Site` or `Host`. */
async function send({ method, headers, search = '', body }: Sent, to = server): Promise<Answered> {
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const sending = httpRequest(`${to.url}/v2/graphql${search}`, { method, headers }, async (response) => {
    const text = (await response.toArray()).join('');
    const { message, extensions } = JSON.parse(text).errors?.[0] ?? {};
    resolve({ status: response.statusCode ?? 0, code: extensions?.code, message });
  });
  sending.on('error', reject);
  sending.end(body);
  return promise;
}

function preflight(origin: string): Promise<Response> {
  const headers = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };
  return fetch(`${server.url}/v2/graphql`, { method: 'OPTIONS', headers });
}
