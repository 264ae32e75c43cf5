import { Counter, type Registry } from 'prom-client';

export type CacheResult = 'hit' | 'stale' | 'miss' | 'coalesced';

export interface CacheMetrics {
  /** One key was looked up in the cache; `coalesced`: it waited for another caller's fetch. */
  cache(event: { connector: string; capability: string; result: CacheResult }): void;
}

export function createCacheMetrics(registry: Registry): CacheMetrics {
  const lookups = new Counter({
    name: 'selvedge_cache_lookups_total',
    help: 'Cache look-ups, by result',
    labelNames: ['connector', 'capability', 'result'],
    registers: [registry],
  });
  return {
    cache({ connector, capability, result }) {
      lookups.inc({ connector, capability, result });
    },
  };
}
