import type { Configuration } from './config/index.js';
import type { Peers, RedisLink } from './redis/index.js';
import type { Logger } from './telemetry/index.js';

/** The Redis that gateways share, and how many of them do. */
export interface SharedRedis {
  readonly link: RedisLink;
  readonly peers: Peers;
  close(): Promise<void>;
}

/** Connects in the background; null where none is configured, and then its client, a good part of a start, is not loaded. */
export async function openSharedRedis(
  { redisUrl, redisTimeoutMs }: Pick<Configuration, 'redisUrl' | 'redisTimeoutMs'>,
  logger: Logger,
): Promise<SharedRedis | null> {
  if (redisUrl === undefined) return null;
  const { openRedis, watchPeers } = await import('./redis/index.js');
  const link = openRedis(redisUrl, (message) => logger.warn({ message }, 'redis'), redisTimeoutMs);
  const peers = watchPeers(link);
  return {
    link,
    peers,
    async close() {
      await peers.stop();
      await link.close();
    },
  };
}
