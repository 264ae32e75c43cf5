import type { RedisLink } from '../redis/index.js';
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
  const marks = sharedMarks(redis, { own: ownMarks, maxWaiting: maxWaitingMarks, now });
  return {
    async getMany<O>(keys: readonly string[]) {
      const texts = await redis.attempt((client) => client.mGet(keys.map(nameOf)));
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
      await redis.attempt((client) => client.set(nameOf(key), text, { expiration: { type: 'PX', value: ttlMs } }));
    },
    mark: marks.mark,
    markedAt: marks.markedAt,
    locks: redisLocks(redis),
    async close() {},
  };
}
