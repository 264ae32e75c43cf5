import KeyvRedis from '@keyv/redis';
import Keyv from 'keyv';
import type { RedisLink } from '../redis/index.js';
import { MARK_TTL_MS, type Marks } from './marks.js';
import type { CacheStore } from './store.js';

/** A cache that gateways share. Writes are marked in process too, so that this gateway knows of its own when Redis missed them. */
export function redisStore(redis: RedisLink, ownMarks: Marks): CacheStore {
  const keyv = new Keyv({
    store: new KeyvRedis(redis.client, {
      throwOnConnectError: false,
      throwOnErrors: true,
      noNamespaceAffectsAll: true,
    }),
    namespace: 'selvedge',
    useKeyPrefix: false,
  });
  keyv.on('error', () => {});
  const read = <V>(keys: readonly string[]) =>
    redis.attempt(() => keyv.getMany<V>([...keys])) as Promise<V[] | undefined>;

  return {
    async getMany<V>(keys: readonly string[]) {
      return (await read<V>(keys)) ?? keys.map(() => undefined);
    },
    async set(key, value, ttlMs) {
      await redis.attempt(() => keyv.set(key, value, ttlMs));
    },
    async mark(keys, at) {
      ownMarks.mark(keys, at);
      await redis.attempt(() => Promise.all(keys.map((key) => keyv.set(key, at, MARK_TTL_MS))));
    },
    async markedAt(keys) {
      const shared = await read<number | undefined>(keys);
      if (shared === undefined) return null;
      return ownMarks.markedAt(keys).map((own, index) => Math.max(own, shared[index] ?? 0));
    },
    async close() {},
  };
}
