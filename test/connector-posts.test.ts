import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describeConnector } from '@selvedge/connector-api/testing';
import { createLogger, type Gateway, parseConfiguration, startGateway } from '@selvedge/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from './support/ask.js';

const POSTS = Array.from({ length: 100 }, (_, n) => ({
  userId: (n % 10) + 1,
  id: n + 1,
  title: `t${n}`,
  body: `b${n}`,
}));
const USERS = Array.from({ length: 10 }, (_, n) => ({
  id: n + 1,
  name: `User ${n + 1}`,
  username: `u${n}`,
  email: `u${n}@example.org`,
  phone: '1',
  website: 'example.org',
}));

const DIRECTORY = fileURLToPath(new URL('../bench', import.meta.url));
const { default: connector } = await import(`${DIRECTORY}/connector-posts/index.js`);

const asked: string[] = [];
const upstream = createServer(({ url = '/' }, response) => {
  asked.push(url);
  const { pathname, searchParams } = new URL(url, 'http://posts');
  const ids = searchParams.getAll('id').map(Number);
  const answer = pathname === '/posts' ? POSTS : USERS.filter(({ id }) => ids.includes(id));
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
});

const listening = new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
const urlOf = () => `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;

let gateway: Gateway;
beforeAll(async () => {
  await listening;
  const configuration = parseConfiguration(
    JSON.stringify({
      mode: 'sandbox',
      server: { port: 0 },
      connectorsDirectory: DIRECTORY,
      connectors: { posts: { version: '^1.0.0' } },
      tenants: {
        default: {
          connections: {
            posts: {
              baseUrl: urlOf(),
              credential: { type: 'token', token: 'none-needed' },
            },
          },
        },
      },
    }),
    { file: 'selvedge.yaml', env: {} },
  );
  gateway = await startGateway(configuration, { logger: createLogger({ level: 'silent' }) });
});
afterAll(async () => {
  await gateway?.close();
  upstream.close();
});

it("the benchmark's connector answers posts with their authors in two calls, compiled or not", async () => {
  const query = '{ posts { id userId title body user { id name email } } }';
  const answers = [await ask(gateway.url, query), await ask(gateway.url, query), await ask(gateway.url, query)];
  expect(asked).toEqual(['/posts', '/users?id=1&id=2&id=3&id=4&id=5&id=6&id=7&id=8&id=9&id=10']);
  for (const { data, errors } of answers) {
    expect(errors).toEqual([]);
    expect(data.posts).toHaveLength(100);
    expect(data.posts[13]).toEqual({
      id: 14,
      userId: 4,
      title: 't13',
      body: 'b13',
      user: { id: 4, name: 'User 4', email: 'u3@example.org' },
    });
  }
});

it('greets without a call', async () => {
  const before = asked.length;
  const { data, errors } = await ask(gateway.url, '{ postsGreeting }', { major: 1 });
  expect([data, errors]).toEqual([{ postsGreeting: 'Hello World!' }, []]);
  expect(asked.length).toBe(before);
});

describeConnector({
  connector,
  version: '1.0.0',
  async start() {
    await listening;
    return { baseUrl: urlOf(), credential: 'none-needed', settings: {}, stop: async () => undefined };
  },
  samples: { 'posts/user.byId': { present: [1, 2, 3], missing: (n) => 1_000 + n } },
  skip: { 'posts/all': 'has one answer', 'posts/greeting': 'has one answer' },
});
