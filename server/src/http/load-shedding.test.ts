import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { expect, it } from 'vitest';
import { createMetrics } from '../telemetry/index.js';
import { ask, runServer } from './running-server.fixture.js';

const full = { enabled: true, maxInFlight: 1, maxDelayMs: 3 };

it('refuses what is more than it may have in work, at once and in the format of GraphQL', async () => {
  const metrics = createMetrics();
  await using server = await runServer({ overload: full, metrics, drainMs: 2_000 });
  const first = ask(`${server.url}/v2/graphql`, '{ wait }');
  await server.waiting;
  const refused = await ask(`${server.url}/v2/graphql`, '{ hello }', {
    headers: { accept: 'application/graphql-response+json' },
  });
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeOneOf([1, 2, 3]);
  expect(refused.headers.get('content-type')).toContain('application/graphql-response+json');
  expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED', retryable: true } }] });
  const { body } = await metrics.render();
  expect(body).toContain('selvedge_requests_shed_total{reason="full"} 1');
  expect(body).toContain('selvedge_requests_in_flight 1');
  server.release();
  expect(await (await first).json()).toEqual({ data: { wait: 'done' } });
  await expect.poll(async () => (await ask(`${server.url}/v2/graphql`, '{ hello }')).status).toBe(200);
  expect((await metrics.render()).body).toContain('selvedge_requests_in_flight 0');
});

it('asks nobody who they are before it refuses', async () => {
  let asked = 0;
  const authenticate = async () => {
    asked += 1;
  };
  await using server = await runServer({ overload: full, authenticate, drainMs: 2_000 });
  const first = ask(`${server.url}/v2/graphql`, '{ wait }');
  await server.waiting;
  await ask(`${server.url}/v2/graphql`, '{ hello }');
  expect(asked).toBe(1);
  server.release();
  await first;
});

it('answers for its health whatever the load', async () => {
  await using server = await runServer({ overload: full, drainMs: 2_000 });
  const first = ask(`${server.url}/v2/graphql`, '{ wait }');
  await server.waiting;
  for (const path of ['/livez', '/readyz', '/metrics', '/readyz?verbose']) {
    expect((await fetch(`${server.url}${path}`)).status).toBe(200);
  }
  server.release();
  await first;
});

it('keeps the connection of who is refused, and takes the body that was on its way', async () => {
  await using server = await runServer({ overload: full, drainMs: 2_000 });
  const first = ask(`${server.url}/v2/graphql`, '{ wait }');
  await server.waiting;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const body = JSON.stringify({ query: `{ hello } #${'x'.repeat(200_000)}` });
  const answers = [await post(server.url, agent, body), await post(server.url, agent, body)];
  expect(answers.map(({ status }) => status)).toEqual([503, 503]);
  expect(new Set(answers.map(({ port }) => port)).size).toBe(1);
  agent.destroy();
  server.release();
  await first;
});

it('lets pages of allowed origins read the refusal', async () => {
  await using server = await runServer({
    overload: full,
    allowedOrigins: ['https://app.example.com'],
    drainMs: 2_000,
  });
  const first = ask(`${server.url}/v2/graphql`, '{ wait }');
  await server.waiting;
  const originOf = async (origin: string) =>
    (await ask(`${server.url}/v2/graphql`, '{ hello }', { headers: { origin } })).headers.get(
      'access-control-allow-origin',
    );
  expect(await originOf('https://app.example.com')).toBe('https://app.example.com');
  expect(await originOf('https://evil.example.com')).toBeNull();
  server.release();
  await first;
});

it('refuses nobody where it is switched off', async () => {
  await using server = await runServer({ overload: { ...full, enabled: false }, drainMs: 2_000 });
  const first = ask(`${server.url}/v2/graphql`, '{ wait }');
  await server.waiting;
  expect((await ask(`${server.url}/v2/graphql`, '{ hello }')).status).toBe(200);
  server.release();
  await first;
});

function post(
  url: string,
  agent: Agent,
  body: string,
): Promise<{ status: number | undefined; port: number | undefined; headers: IncomingHttpHeaders }> {
  const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<typeof post>>>();
  const request = httpRequest(
    `${url}/v2/graphql`,
    { agent, method: 'POST', headers: { 'content-type': 'application/json' } },
    (response) => {
      const port = response.socket.localPort;
      response.resume();
      response.on('end', () => resolve({ status: response.statusCode, port, headers: response.headers }));
    },
  );
  request.on('error', reject).end(body);
  return promise;
}
