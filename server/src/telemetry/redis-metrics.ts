import { Gauge, type Registry } from 'prom-client';

export interface RedisMetrics {
  /** Asks, whenever metrics are read, whether Redis is in use. */
  watchRedis(isUp: () => boolean): void;
}

export function createRedisMetrics(registry: Registry): RedisMetrics {
  let isUpNow = () => false;
  new Gauge({
    name: 'selvedge_redis_up',
    help: '1 while Redis is in use; 0 while it fails, or where there is none',
    aggregator: 'min',
    registers: [registry],
    collect() {
      this.set(isUpNow() ? 1 : 0);
    },
  });
  return {
    watchRedis(isUp) {
      isUpNow = isUp;
    },
  };
}
