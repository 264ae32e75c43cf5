/**
 * The REST service behind every contender: `node upstream-process.ts PORT LATENCY_MS`. Answers are whole buffers made
 * beforehand, written to the socket without node:http, so that it costs little of the core that it shares with the load.
 *
 * GET /posts · GET /users · GET /users?id=1&id=2 (or id=1,2) · GET /users/1 · GET /count (calls so far; never delayed)
 */
import { createServer, type Socket } from 'node:net';
import { posts, users } from './records.ts';

const [port, latency] = process.argv.slice(2).map(Number) as [number, number];
const calls = { posts: 0, users: 0, user: 0 };
const allPosts = answer(JSON.stringify(posts));
const notFound = Buffer.from('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
const userTexts = users.map((user) => JSON.stringify(user));
/** Lists of users by the query string that asks for them; it is bounded by what the contenders ask. */
const lists = new Map<string, Buffer>();
/** Answers that wait, in the order of their times: the delay is the same for all. */
const waiting: { due: number; socket: Socket; bytes: Buffer }[] = [];

createServer({ noDelay: true }, (socket) => {
  let rest = '';
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    const heads = (rest + chunk.toString('latin1')).split('\r\n\r\n');
    rest = heads.pop()!;
    for (const head of heads) respond(socket, head.slice(head.indexOf(' ') + 1, head.indexOf(' HTTP/')));
  });
}).listen(port, '127.0.0.1', () => console.log(`Listening on ${port}`));

function respond(socket: Socket, target: string): void {
  if (target === '/count') return void socket.write(answer(JSON.stringify(calls)));
  const bytes = bytesOf(target);
  if (latency === 0) return void socket.write(bytes);
  waiting.push({ due: performance.now() + latency, socket, bytes });
  if (waiting.length === 1) setTimeout(release, latency);
}

function release(): void {
  const now = performance.now();
  let sent = 0;
  while (sent < waiting.length && waiting[sent]!.due <= now) {
    const { socket, bytes } = waiting[sent++]!;
    if (!socket.destroyed) socket.write(bytes);
  }
  waiting.splice(0, sent);
  if (waiting.length > 0) setTimeout(release, Math.max(1, waiting[0]!.due - now));
}

function bytesOf(target: string): Buffer {
  if (target === '/posts') {
    calls.posts += 1;
    return allPosts;
  }
  const [path, query = ''] = target.split('?') as [string, string?];
  if (path === '/users') {
    calls.users += 1;
    return listOf(query);
  }
  const user = /^\/users\/(\d+)$/.exec(path)?.[1];
  if (user === undefined) return notFound;
  calls.user += 1;
  const text = userTexts[Number(user) - 1];
  return text === undefined ? notFound : answer(text);
}

function listOf(query: string): Buffer {
  const known = lists.get(query);
  if (known) return known;
  const ids = new URLSearchParams(query).getAll('id').flatMap((value) => value.split(','));
  const wanted = ids.length === 0 ? userTexts : ids.flatMap((id) => userTexts[Number(id) - 1] ?? []);
  const bytes = answer(`[${wanted.join(',')}]`);
  if (lists.size < 1000) lists.set(query, bytes);
  return bytes;
}

function answer(body: string): Buffer {
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nCache-Control: max-age=60\r\n';
  return Buffer.from(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
