import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openRedis, type RedisLink } from '../redis/index.js';
import { createMetrics } from '../telemetry/index.js';
import { createCacheStore } from './create-cache-store.js';
import type { Entry } from './entry.js';
import type { CacheStore } from './store.js';

const entry: Entry<string> = {
  value: 'v',
  origin: { connector: 'c', version: '1', connection: 'a/c', fetchedAt: 1, stale: false, tags: [] },
};

let redis: Server;
let sockets: Socket[];
/** Whether it still answers; its connections stay either way. */
let answering: boolean;
let link: RedisLink;
let store: CacheStore;
let troubles: string[];

/** As much of Redis as the store asks for: an empty one. */
function answerTo(commands: string): string {
  return [...commands.matchAll(/\*(\d+)\r\n\$\d+\r\n(\w+)\r\n\$\d+\r\n([^\r]*)/g)]
    .map(([, parts, name, first]) => {
      if (name === 'MGET') return `*${Number(parts) - 1}\r\n${'$-1\r\n'.repeat(Number(parts) - 1)}`;
      if (name === 'EVAL') return '-ERR this one knows no scripts\r\n';
      return first === 'selvedge:floor' ? '$-1\r\n' : '+OK\r\n';
    })
    .join('');
}

beforeEach(async () => {
  [answering, sockets, troubles] = [true, [], []];
  redis = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('data', (chunk) => answering && socket.write(answerTo(chunk.toString())));
  });
  await new Promise<void>((resolve) => redis.listen(0, '127.0.0.1', resolve));
  link = openRedis(`redis://127.0.0.1:${(redis.address() as AddressInfo).port}`, (message) => troubles.push(message));
  store = await createCacheStore({
    maxEntries: 10,
    maxBytes: 1_000,
    redis: link,
    metrics: createMetrics(),
    now: () => 1,
  });
  await vi.waitUntil(async () => (await store.markedAt(['any'])) !== null);
});
afterEach(async () => {
  await store.close();
  await link.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => redis.close(resolve));
});

/** Milliseconds until it settles. */
async function timeOf(work: Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work;
  return performance.now() - startedAt;
}

it('a Redis that falls silent is waited for once, for some tens of milliseconds, and then not at all', async () => {
  answering = false;
  const first = await timeOf(
    Promise.all([store.getMany(['a', 'b']), store.set('c', entry, 1_000), store.mark(['d'], 1)]),
  );
  expect(first).toBeLessThan(200);
  for (let i = 0; i < 20; i += 1) expect(await timeOf(store.getMany(['a']))).toBeLessThan(20);
  expect(await store.getMany(['a', 'b'])).toEqual([undefined, undefined]);
  expect(troubles).toEqual(['Redis fails (no answer within 20 ms); serving without it.']);
});

it('a silent Redis cannot say what was written', async () => {
  answering = false;
  expect(await store.markedAt(['a'])).toBeNull();
});

it('a write that Redis missed is known to the gateway that made it', async () => {
  await store.mark(['a'], 7);
  expect(await store.markedAt(['a', 'b'])).toEqual([7, 1]);
});
