import KeyvRedis from '@keyv/redis';
import Keyv from 'keyv';
import type { RedisClient, RedisLink } from '../redis/index.js';
import type { Entry } from './entry.js';
import { fromText, toText } from './entry-text.js';
import type { Marks } from './marks.js';
import { redisLocks } from './redis-locks.js';
import { nameOf } from './redis-names.js';
import { sharedMarks } from './shared-marks.js';
import type { CacheStore } from './store.js';

export interface RedisStoreOptions {
  /** Writes are marked in process too, so that this gateway knows of its own when Redis missed them. */
  ownMarks: Marks;
  /** Most marks that are kept for a Redis that is away. */
  maxWaitingMarks: number;
  /** Epoch milliseconds. */
  now: () => number;
}

/** A cache that gateways share. What is in Redis has a time to live, whatever it is. */
export function redisStore(redis: RedisLink, { ownMarks, maxWaitingMarks, now }: RedisStoreOptions): CacheStore {
  const keyv = textsIn(redis.client);
  const marks = sharedMarks(redis, { own: ownMarks, maxWaiting: maxWaitingMarks, now });
  return {
    async getMany<O>(keys: readonly string[]) {
      const texts = await redis.attempt(() => keyv.getMany<string>(keys.map(nameOf)));
      // Large entries are unpacked outside the attempt: Redis is not late for it.
      return Promise.all(
        keys.map(async (_, index): Promise<Entry<O> | undefined> => {
          const text = texts?.[index];
          return typeof text === 'string' ? fromText<O>(text) : undefined;
        }),
      );
    },
    async set(key, entry, ttlMs) {
      if (!redis.isUp) return;
      const text = await toText(entry);
      await redis.attempt(() => keyv.set(nameOf(key), text, ttlMs));
    },
    mark: marks.mark,
    markedAt: marks.markedAt,
    ownMarks,
    isShared: true,
    locks: redisLocks(redis),
    async close() {},
  };
}

/** Texts go in and out as they are: scripts know where an entry says its time, and a damaged one spoils no other. */
function textsIn(client: RedisClient): Keyv<string> {
  const store = new KeyvRedis(client, { throwOnConnectError: false, throwOnErrors: true });
  const keyv = new Keyv<string>({ store, useKeyPrefix: false });
  // Names are ours, as scripts use them too; keyv would put its own before them.
  keyv.namespace = undefined;
  keyv.serialize = ({ value }) => String(value);
  keyv.deserialize = (text) => ({ value: text as never, expires: undefined });
  keyv.on('error', () => {});
  return keyv;
}
