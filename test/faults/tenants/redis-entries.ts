import type { Redis } from '../../support/start-redis.js';

export interface RedisEntry {
  key: string;
  /** Of a string; of anything else, what it is. */
  value: string;
}

/** All that Redis holds. */
export async function redisEntries(redis: Redis): Promise<RedisEntry[]> {
  const keys = (await redis.command('KEYS', '*')) as string[];
  const entries: RedisEntry[] = [];
  for (const key of keys) {
    const type = String(await redis.command('TYPE', key));
    const value = await contentOf(redis, key, type);
    entries.push({ key, value: JSON.stringify(value) ?? '' });
  }
  return entries;
}

function contentOf(redis: Redis, key: string, type: string): Promise<unknown> {
  switch (type) {
    case 'string':
      return redis.command('GET', key);
    case 'hash':
      return redis.command('HGETALL', key);
    case 'list':
      return redis.command('LRANGE', key, '0', '-1');
    case 'set':
      return redis.command('SMEMBERS', key);
    case 'zset':
      return redis.command('ZRANGE', key, '0', '-1', 'WITHSCORES');
    default:
      return Promise.resolve(type);
  }
}
