import { type Dispatcher, Pool } from 'undici';

/** Largest answer that is read, bytes. */
export const MAX_RESPONSE_BYTES = 10 * 1024 * 1024;

/** The sockets to vendors. */
export interface VendorPools {
  /** The way to an origin, e.g. `https://api.example.com`, which all connections to it share. */
  to(origin: string): Dispatcher;
  /** Ends what is under way. */
  close(): Promise<void>;
}

/**
 * One pool for each origin, for all accounts there: who asks is said in each request, and of a thousand tenants' own
 * sockets each would be cold when it is used. A pool has as many sockets as there are requests at once, which connections
 * limit, each for its own account. One that is not used is closed after seconds.
 */
export function createVendorPools(): VendorPools {
  const pools = new Map<string, Pool>();
  return {
    to(origin) {
      let pool = pools.get(origin);
      if (pool === undefined) {
        pool = new Pool(origin, {
          connections: null,
          pipelining: 1,
          // A call's own deadline ends it.
          headersTimeout: 0,
          bodyTimeout: 0,
          maxResponseSize: MAX_RESPONSE_BYTES,
        });
        pools.set(origin, pool);
      }
      return pool;
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}
