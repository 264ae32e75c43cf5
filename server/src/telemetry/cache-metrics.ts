import { Gauge, type Registry } from 'prom-client';
import { FrequentCounter } from './frequent-counter.js';

/**
 * `stale`: served while one refresh runs behind it; `stale-if-error`: served because the vendor, asked for it in the same
 * look-up, failed; `coalesced`: waited for another caller's fetch, be it in this process or another.
 */
export type CacheResult = 'hit' | 'stale' | 'stale-if-error' | 'miss' | 'coalesced';

export interface CacheMetrics {
  /** One key was looked up in the cache. */
  cache(event: { connector: string; capability: string; result: CacheResult }): void;
  /** A whole answer was looked for. */
  edge(event: { result: 'hit' | 'miss' }): void;
  /** Asks, whenever metrics are read, what is kept in memory. */
  watchCache(size: () => { entries: number; bytes: number }): void;
}

/** Look-ups that were answered without a call of their own to the vendor. */
const SAVED: ReadonlySet<CacheResult> = new Set(['hit', 'stale', 'coalesced']);

export function createCacheMetrics(registry: Registry): CacheMetrics {
  let sizeNow = () => ({ entries: 0, bytes: 0 });
  const registers = [registry];
  const lookups = new FrequentCounter({
    name: 'selvedge_cache_lookups_total',
    help: 'Cache look-ups, by result',
    labelNames: ['connector', 'capability', 'result'],
    registers,
  });
  const saved = new FrequentCounter({
    name: 'selvedge_vendor_calls_saved_total',
    help: 'Inputs answered without asking the vendor for them',
    labelNames: ['connector'],
    registers,
  });
  const edges = new FrequentCounter({
    name: 'selvedge_edge_lookups_total',
    help: 'Look-ups of whole answers, by result',
    labelNames: ['result'],
    registers,
  });
  new Gauge({
    name: 'selvedge_cache_entries',
    help: 'Answers kept in memory',
    registers,
    collect() {
      this.set(sizeNow().entries);
    },
  });
  new Gauge({
    name: 'selvedge_cache_bytes',
    help: 'About what the answers kept in memory take',
    registers,
    collect() {
      this.set(sizeNow().bytes);
    },
  });
  return {
    cache({ connector, capability, result }) {
      lookups.inc({ connector, capability, result });
      if (SAVED.has(result)) saved.inc({ connector });
    },
    edge: ({ result }) => edges.inc({ result }),
    watchCache(size) {
      sizeNow = size;
    },
  };
}
