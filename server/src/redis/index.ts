export { type Peers, watchPeers } from './peers.js';
export {
  LONGEST_RECONNECT_MS,
  openRedis,
  PROBE_EVERY_MS,
  type RedisClient,
  type RedisLink,
  type RedisPast,
} from './redis-link.js';
