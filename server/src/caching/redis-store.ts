import KeyvRedis, { createClient } from '@keyv/redis';
import Keyv from 'keyv';
import { MARK_TTL_MS, type Marks } from './marks.js';
import { createPatience } from './patience.js';
import type { CacheStore } from './store.js';

/** Longest wait for Redis, milliseconds; a healthy one answers in one or two. */
const LIMIT_MS = 25;
const PROBE_EVERY_MS = 250;
const LONGEST_RECONNECT_MS = 1_000;
/** A connection on which nothing came for so long is dead, milliseconds; pings see to it that something comes. */
const SILENCE_MS = 10_000;
const PING_EVERY_MS = 3_000;

/**
 * A cache that gateways share. With the offline queue off a command fails at once while Redis is away, instead of
 * waiting for it to return. Writes are marked in process too, so that this gateway knows of its own when Redis missed them.
 */
export function redisStore(url: string, ownMarks: Marks, onTrouble: (message: string) => void): CacheStore {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    pingInterval: PING_EVERY_MS,
    socket: {
      connectTimeout: 2_000,
      socketTimeout: SILENCE_MS,
      reconnectStrategy: (attempt) => Math.min(100 * 2 ** attempt, LONGEST_RECONNECT_MS),
    },
  });
  let trouble = false;
  const say = (failing: boolean, message: string): void => {
    if (failing === trouble) return;
    trouble = failing;
    onTrouble(message);
  };
  const sayBack = (): void => say(false, 'Redis is back; the shared cache is in use again.');
  const sayLost = (reason: string): void => say(true, `Redis fails (${reason}); serving without the shared cache.`);
  client.on('error', (error: unknown) => sayLost(error instanceof Error ? error.message : String(error)));
  client.on('ready', sayBack);
  client.connect().catch(() => {});

  const keyv = new Keyv({
    store: new KeyvRedis(client, { throwOnConnectError: false, throwOnErrors: true, noNamespaceAffectsAll: true }),
    namespace: 'selvedge',
    useKeyPrefix: false,
  });
  keyv.on('error', () => {});

  const patience = createPatience({
    limitMs: LIMIT_MS,
    probeEveryMs: PROBE_EVERY_MS,
    probe: () => client.ping(),
    onChange: (givenUp) => (givenUp ? sayLost(`no answer within ${LIMIT_MS} ms`) : sayBack()),
  });
  const attempt = async <T>(work: () => Promise<T>): Promise<T | undefined> =>
    client.isReady ? patience.attempt(work) : undefined;
  const read = <V>(keys: readonly string[]) => attempt(() => keyv.getMany<V>([...keys])) as Promise<V[] | undefined>;

  return {
    async getMany<V>(keys: readonly string[]) {
      return (await read<V>(keys)) ?? keys.map(() => undefined);
    },
    async set(key, value, ttlMs) {
      await attempt(() => keyv.set(key, value, ttlMs));
    },
    async mark(keys, at) {
      ownMarks.mark(keys, at);
      await attempt(() => Promise.all(keys.map((key) => keyv.set(key, at, MARK_TTL_MS))));
    },
    async markedAt(keys) {
      const shared = await read<number | undefined>(keys);
      if (shared === undefined) return null;
      return ownMarks.markedAt(keys).map((own, index) => Math.max(own, shared[index] ?? 0));
    },
    async close() {
      patience.stop();
      client.destroy();
    },
  };
}
