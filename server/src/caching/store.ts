import KeyvRedis, { createClient } from '@keyv/redis';
import Keyv from 'keyv';
import { LRUCache } from 'lru-cache';

/** Where entries are kept. A store that fails is a store that has nothing: callers see misses, never errors. */
export interface CacheStore {
  getMany<V>(keys: readonly string[]): Promise<readonly (V | undefined)[]>;
  /** `ttlMs` must be positive: to keyv, 0 means for ever. */
  set(key: string, value: unknown, ttlMs: number): Promise<void>;
  close(): Promise<void>;
}

export interface CacheStoreOptions {
  /** Most entries of the in-process store; the least recently used go first. */
  maxEntries: number;
  /** A Redis shared by several gateways, `redis://…`; left out: in process. */
  redisUrl?: string | undefined;
  /** Hears of a store that fails or works again. */
  onTrouble?: (message: string) => void;
}

export function createCacheStore(options: CacheStoreOptions): CacheStore {
  return options.redisUrl === undefined
    ? inProcess(options.maxEntries)
    : inRedis(options.redisUrl, options.onTrouble ?? (() => {}));
}

/** Values are kept as they are, not as text: they are immutable by agreement, and parsing would cost more than the call saves. */
function inProcess(maxEntries: number): CacheStore {
  const entries = new LRUCache<string, object>({ max: maxEntries });
  // keyv passes a third argument, its time to live, which the LRU would take for its own options.
  const store = {
    get: (key: string) => entries.get(key),
    set: (key: string, value: object) => void entries.set(key, value),
    delete: (key: string) => entries.delete(key),
    clear: () => entries.clear(),
  };
  const keyv = new Keyv({ store, useKeyPrefix: false });
  keyv.serialize = undefined;
  keyv.deserialize = undefined;
  return {
    getMany: <V>(keys: readonly string[]) => keyv.getMany<V>([...keys]) as Promise<(V | undefined)[]>,
    async set(key, value, ttlMs) {
      await keyv.set(key, value, ttlMs);
    },
    async close() {
      entries.clear();
    },
  };
}

/** With the offline queue off a command fails at once while Redis is away, instead of waiting for it to return. */
function inRedis(url: string, onTrouble: (message: string) => void): CacheStore {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: 2_000, reconnectStrategy: (attempt) => Math.min(100 * 2 ** attempt, 5_000) },
  });
  let trouble = false;
  const say = (failing: boolean, message: string): void => {
    if (failing === trouble) return;
    trouble = failing;
    onTrouble(message);
  };
  client.on('error', (error: unknown) => {
    say(
      true,
      `Redis fails (${error instanceof Error ? error.message : String(error)}); serving without the shared cache.`,
    );
  });
  client.on('ready', () => say(false, 'Redis is back; the shared cache is in use again.'));
  client.connect().catch(() => {});

  const keyv = new Keyv({
    store: new KeyvRedis(client, { throwOnConnectError: false, noNamespaceAffectsAll: true }),
    namespace: 'selvedge',
    useKeyPrefix: false,
  });
  keyv.on('error', () => {});
  return {
    async getMany<V>(keys: readonly string[]) {
      if (!client.isReady) return keys.map(() => undefined);
      try {
        return (await keyv.getMany<V>([...keys])) as (V | undefined)[];
      } catch {
        return keys.map(() => undefined);
      }
    },
    async set(key, value, ttlMs) {
      if (!client.isReady) return;
      try {
        await keyv.set(key, value, ttlMs);
      } catch {
        // A value that could not be kept is fetched again.
      }
    },
    async close() {
      client.destroy();
    },
  };
}
