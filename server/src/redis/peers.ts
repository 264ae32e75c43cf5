import { randomUUID } from 'node:crypto';
import type { RedisLink } from './redis-link.js';

/** How many gateways share a Redis. */
export interface Peers {
  /** As last seen, this one included. */
  count(): number;
  stop(): Promise<void>;
}

const KEY = 'selvedge:gateways';
const EVERY_MS = 2_000;
/** A gateway that was not heard of for so long is gone, milliseconds. */
const GONE_MS = 10_000;

/** Shows this gateway to the others and counts them, for as long as it runs. The count outlives an outage of Redis. */
export function watchPeers(redis: RedisLink): Peers {
  const id = randomUUID();
  let seen = 1;

  async function beat(): Promise<void> {
    const counted = await redis.attempt(async (client) => {
      const [seconds = 0, micros = 0] = (await client.sendCommand<string[]>(['TIME'])).map(Number);
      const now = seconds * 1_000 + Math.floor(micros / 1_000);
      await client.zAdd(KEY, { score: now, value: id });
      await client.zRemRangeByScore(KEY, 0, now - GONE_MS);
      await client.pExpire(KEY, 2 * GONE_MS);
      return client.zCard(KEY);
    });
    if (counted !== undefined) seen = Math.max(1, counted);
  }

  redis.onBack(() => void beat());
  const heart = setInterval(() => void beat(), EVERY_MS);
  heart.unref();
  void beat();
  return {
    count: () => seen,
    async stop() {
      clearInterval(heart);
      await redis.attempt((client) => client.zRem(KEY, id));
    },
  };
}
