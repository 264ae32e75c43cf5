export { openRedis, type RedisClient, type RedisLink } from './redis-link.js';
