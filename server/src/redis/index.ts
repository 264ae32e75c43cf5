export { type Peers, watchPeers } from './peers.js';
export { openRedis, type RedisClient, type RedisLink } from './redis-link.js';
