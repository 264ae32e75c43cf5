/**
 * What no gateway can be faster than: constants from node:http (FLOOR=constant; the whole answer of Q3 with CACHE=1),
 * or the aggregation written by hand on undici (FLOOR=aggregation).
 */
import { createServer, type IncomingMessage } from 'node:http';
import { Pool } from 'undici';
import { cached, GREETING, type Post, port, readPosts, readUsers, type User } from './upstream.js';

const greeting = Buffer.from(JSON.stringify({ data: { greet: GREETING } }));
const aggregates = process.env.FLOOR === 'aggregation';
const pool = new Pool(process.env.UPSTREAM ?? '', { connections: Number(process.env.POOL_SIZE ?? 64) });
const whole = cached ? await keptAnswer() : undefined;

createServer(async (request, response) => {
  const body = await textOf(request);
  const bytes = whole ?? (aggregates ? await aggregate(body) : greeting);
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length });
  response.end(bytes);
}).listen(port, '127.0.0.1');

function textOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk;
    });
    request.on('end', () => resolve(text));
  });
}

async function aggregate(body: string): Promise<Buffer> {
  const { query }: { query: string } = JSON.parse(body);
  if (!query.includes('posts')) return greeting;
  const posts = await read<Post>('/posts');
  if (!query.includes('user')) return bytesOf(posts.map(({ id, title }) => ({ id, title })));
  const ids = [...new Set(posts.map(({ userId }) => userId))];
  return withUsers(posts, await read<User>(`/users?${ids.map((id) => `id=${id}`).join('&')}`));
}

/** Without undici's streams and their promises: a handler of chunks. */
function read<T>(path: string): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pool.dispatch(
      { path, method: 'GET' },
      {
        onRequestStart() {},
        onResponseStart() {},
        onResponseData(_controller, chunk) {
          chunks.push(chunk);
        },
        onResponseEnd() {
          resolve(JSON.parse((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString()));
        },
        onResponseError(_controller, error) {
          reject(error);
        },
      },
    );
  });
}

async function keptAnswer(): Promise<Buffer> {
  const posts = await readPosts();
  const users = await readUsers([...new Set(posts.map(({ userId }) => userId))]);
  return withUsers(
    posts,
    users.filter((user) => user !== null),
  );
}

function withUsers(posts: readonly Post[], users: readonly User[]): Buffer {
  const byId = new Map(users.map(({ id, name, email }) => [id, { id, name, email }]));
  return bytesOf(posts.map(({ id, title, userId }) => ({ id, title, user: byId.get(userId) })));
}

function bytesOf(posts: readonly unknown[]): Buffer {
  return Buffer.from(JSON.stringify({ data: { posts } }));
}
