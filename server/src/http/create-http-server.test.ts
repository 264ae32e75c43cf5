import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { AuthenticationError, IssuerUnavailableError } from '../auth/index.js';
import { PortInUseError } from './port-in-use-error.js';
import { ask, createServer, runServer } from './running-server.fixture.js';

describe('health', () => {
  it('is alive and ready', async () => {
    await using server = await runServer();
    expect((await fetch(`${server.url}/livez`)).status).toBe(200);
    const ready = await fetch(`${server.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', degraded: [] }]);
  });

  it('names the worker that answers, where there are several', async () => {
    await using server = await runServer({ worker: 3 });
    const answers = ['/livez', '/readyz'].map(async (path) => (await fetch(`${server.url}${path}`)).json());
    expect(await Promise.all(answers)).toEqual([
      { status: 'alive', worker: 3 },
      { status: 'ready', degraded: [], worker: 3 },
    ]);
  });

  it('stays ready without what it can do without, and says so', async () => {
    await using server = await runServer({ degraded: () => ['Redis is away.'] });
    const response = await fetch(`${server.url}/readyz`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ready', degraded: ['Redis is away.'] }]);
  });

  it('shows the metrics', async () => {
    await using server = await runServer();
    const response = await fetch(`${server.url}/metrics`);
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).toContain('selvedge_operations_total');
  });
});

describe('a request', () => {
  it('keeps the id it came with, where that is fit for a log', async () => {
    await using server = await runServer();
    const idOf = async (given: string) =>
      (await fetch(`${server.url}/livez`, { headers: { 'x-request-id': given } })).headers.get('x-request-id');
    expect(await idOf('checkout-7')).toBe('checkout-7');
    expect(await idOf('a b"c')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('leaves one line in the log, without what was asked', async () => {
    await using server = await runServer();
    await ask(`${server.url}/v2/graphql?trace=secret`, 'query Greeting { hello(name: "ada@example.com") broken }', {
      headers: { 'x-request-id': 'r-1', authorization: 'Bearer sk_secret' },
    });
    const lines = server.log.filter(({ msg }) => msg === 'request');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      requestId: 'r-1',
      method: 'POST',
      path: '/v2/graphql',
      status: 200,
      tenant: 'acme',
      client: 'web',
      operationName: 'Greeting',
      errorCodes: ['VENDOR_UNAVAILABLE'],
    });
    expect(JSON.stringify(lines)).not.toMatch(/ada@|secret|hello/);
  });

  it('over 256 KB is refused', async () => {
    await using server = await runServer();
    const response = await ask(`${server.url}/v2/graphql`, `{ hello } #${'x'.repeat(256 * 1024)}`);
    expect([response.status, await codeOf(response)]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it('that is not JSON is refused without being repeated', async () => {
    await using server = await runServer();
    const response = await ask(`${server.url}/v2/graphql`, '', { body: '{"query": secret' });
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain('secret');
  });

  it('to nowhere is told where GraphQL is', async () => {
    await using server = await runServer();
    const response = await fetch(`${server.url}/nowhere`);
    expect(response.status).toBe(404);
    const text = await response.text();
    for (const path of ['/v2/graphql', '/livez', '/readyz', '/metrics']) expect(text).toContain(path);
  });

  it('with a host that is none is refused', async () => {
    await using server = await runServer();
    const answer = await raw(
      server.url,
      'GET /v2/graphql?query={hello} HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('has a signal that lasts while it is answered and ends when the caller goes away', async () => {
    await using server = await runServer();
    const leaving = new AbortController();
    const answer = ask(`${server.url}/v2/graphql`, '{ wait }', { signal: leaving.signal });
    const signal = await server.waiting;
    expect(signal.aborted).toBe(false);
    const aborted = new Promise((resolve) => signal.addEventListener('abort', () => resolve(null)));
    leaving.abort();
    await expect(answer).rejects.toThrow();
    await aborted;
    server.release();
  });
});

describe('a caller that nobody knows', () => {
  it('is refused with a challenge, in the media type it takes', async () => {
    const error = new AuthenticationError('A credential is needed.', { given: false });
    await using server = await runServer({ authenticate: () => Promise.reject(error) });
    const response = await ask(`${server.url}/v2/graphql`, '{ hello }', {
      headers: { accept: 'application/graphql-response+json' },
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="selvedge"');
    expect(response.headers.get('content-type')).toContain('application/graphql-response+json');
    expect(await response.json()).toMatchObject({
      errors: [{ message: 'A credential is needed.', extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(server.log.at(-1)).toMatchObject({ status: 401, errorCodes: ['UNAUTHENTICATED'] });
  });

  it('is asked to wait when its issuer cannot be reached', async () => {
    const error = new IssuerUnavailableError('https://issuer.test', new Error('refused'));
    await using server = await runServer({ authenticate: () => Promise.reject(error) });
    const response = await ask(`${server.url}/v2/graphql`, '{ hello }');
    expect([response.status, await codeOf(response)]).toEqual([503, 'ISSUER_UNAVAILABLE']);
    expect(response.headers.get('retry-after')).toBe('5');
  });
});

describe('closing', () => {
  it('lets a request in flight finish, and resolves once for all who ask', async () => {
    const server = await runServer({ drainMs: 2_000 });
    const answer = ask(`${server.url}/v2/graphql`, '{ wait }');
    await server.waiting;
    const closed = server.http.close();
    expect(server.http.close()).toBe(closed);
    await expect(fetch(`${server.url}/livez`)).rejects.toThrow();
    server.release();
    const response = await answer;
    expect(await response.json()).toEqual({ data: { wait: 'done' } });
    expect(response.headers.get('connection')).toBe('close');
    await closed;
  });

  it('answers what still comes on a kept connection, not ready and for the last time', async () => {
    const server = await runServer({ drainMs: 2_000 });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    expect((await get(`${server.url}/readyz`, agent)).statusCode).toBe(200);
    const closed = server.http.close();
    const last = await get(`${server.url}/readyz`, agent);
    expect([last.statusCode, last.headers.connection]).toEqual([503, 'close']);
    await closed;
    agent.destroy();
  });

  it('takes requests for a while after it has said that it is not ready', async () => {
    const server = await runServer({ drainMs: 2_000, drainDelayMs: 400 });
    const closed = server.http.close();
    expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({
      status: 'not ready',
      reasons: ['The gateway is shutting down.'],
    });
    const statuses = [];
    for (const path of ['/readyz', '/v2/graphql?query={hello}'])
      statuses.push((await fetch(`${server.url}${path}`)).status);
    expect(statuses).toEqual([503, 200]);
    await closed;
    await expect(fetch(`${server.url}/livez`)).rejects.toThrow();
  });

  it('in favour of another process stops listening at once, and says of nothing that it is not ready', async () => {
    const server = await runServer({ drainMs: 2_000, drainDelayMs: 60_000 });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await get(`${server.url}/readyz`, agent);
    const closed = server.http.close({ replaced: true });
    await expect(fetch(`${server.url}/livez`)).rejects.toThrow();
    const last = await get(`${server.url}/readyz`, agent);
    expect([last.statusCode, last.headers.connection]).toEqual([200, 'close']);
    await closed;
    agent.destroy();
  });

  it('does not wait for idle connections until the end', async () => {
    const server = await runServer({ drainMs: 60_000 });
    const agent = new Agent({ keepAlive: true });
    await get(`${server.url}/livez`, agent);
    await server.http.close();
    agent.destroy();
  });

  it('cuts off what takes longer than it may', async () => {
    const server = await runServer({ drainMs: 50 });
    const answer = ask(`${server.url}/v2/graphql`, '{ wait }');
    const signal = await server.waiting;
    const lost = expect(answer).rejects.toThrow();
    await server.http.close();
    await lost;
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', () => resolve(null)));
    server.release();
  });
});

describe('a port that is taken', () => {
  it('is named, with the setting that chooses another, and leaves nothing open', async () => {
    await using first = await runServer();
    const port = Number(new URL(first.url).port);
    const second = createServer({ port });
    const error = await second.listen().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(PortInUseError);
    expect(error).toMatchObject({ code: 'PORT_IN_USE' });
    expect((error as Error).message).toMatch(new RegExp(`Port ${port} .*server\\.port.*SELVEDGE_PORT`));
    await second.close();
  });
});

describe('a server that never listened', () => {
  it('closes, and listens no more', async () => {
    const server = createServer({});
    await server.close();
    await expect(server.listen()).rejects.toThrow('cannot listen again');
  });
});

async function codeOf(response: Response): Promise<string> {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return errors[0]!.extensions.code;
}

function get(url: string, agent: Agent): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  httpRequest(url, { agent }, (response) => {
    response.resume();
    response.on('end', () => resolve(response));
  })
    .on('error', reject)
    .end();
  return promise;
}

function raw(url: string, request: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(request));
  let answer = '';
  socket.on('data', (part) => {
    answer += part;
  });
  socket.on('end', () => resolve(answer));
  socket.on('error', reject);
  return promise;
}
