import type { Failure, StopSignal } from '../ports/index.js';
import type { Claim, FetchLocks } from './fetch-locks.js';
import type { CacheStore } from './store.js';

/** Locks in memory, for several caches over one store that stand for processes. */
export class FakeLocks implements FetchLocks {
  /** Token of the holder by key. */
  readonly held = new Map<string, string>();
  /** Whether anybody answers. */
  away = false;
  readonly #waiters = new Set<{ key: string; tell: (failure: Failure | null) => void }>();
  readonly #store: Pick<CacheStore, 'getMany'>;
  #tokens = 0;

  constructor(store: Pick<CacheStore, 'getMany'>) {
    this.#store = store;
  }

  async claim(wanted: readonly { key: string; seen: number }[]) {
    if (this.away) return null;
    this.#tokens += 1;
    const token = `holder ${this.#tokens}`;
    const entries = await this.#store.getMany(wanted.map(({ key }) => key));
    const claims = wanted.map(({ key, seen }, index): Claim => {
      const fetchedAt = entries[index]?.origin.fetchedAt ?? 0;
      if (fetchedAt > seen) return { state: 'landed', fetchedAt };
      const holder = this.held.get(key);
      if (holder !== undefined) return { state: 'held', holder };
      this.held.set(key, token);
      return { state: 'granted' };
    });
    return {
      claims,
      release: async (keys: readonly { key: string; failure: Failure | null }[]) => {
        for (const { key, failure } of keys) this.letGo(key, failure);
      },
    };
  }

  /** As when the holder gives the key back, or its time is up. */
  letGo(key: string, failure: Failure | null = null): void {
    this.held.delete(key);
    for (const waiter of [...this.#waiters]) if (waiter.key === key) waiter.tell(failure);
  }

  get waiting(): number {
    return this.#waiters.size;
  }

  holderDone(key: string, _holder: string, signal: StopSignal): Promise<Failure | null> {
    return new Promise((resolve) => {
      const waiter = {
        key,
        tell: (failure: Failure | null) => {
          this.#waiters.delete(waiter);
          resolve(failure);
        },
      };
      this.#waiters.add(waiter);
      signal.addEventListener('abort', () => waiter.tell(null));
    });
  }
}
