import type { Call, Failure, Outcome, Source } from '../ports/index.js';
import { causeOf, type Deadline, startDeadline } from '../resilience/index.js';
import type { CacheScope } from './cache-key.js';
import type { Claim, Lease } from './fetch-locks.js';
import type { Fetch, Landing, Wanted } from './flights.js';
import { readValid } from './read-valid.js';
import type { CacheStore } from './store.js';

export interface SharedFetchOptions {
  scope: CacheScope;
  store: CacheStore;
  /** How long the store keeps the entry of a key, milliseconds. */
  ttlOf: (key: string) => number;
  /** Longest that the source takes, milliseconds. */
  deadlineMs: number;
}

/** Time to keep what was fetched before others may fetch it too, milliseconds. */
const STORE_MS = 500;

interface Pending<I, O> extends Wanted<I> {
  tell(landing: Landing<O>): void;
}

/**
 * Fetches what no other process is fetching, in one batch, and keeps it; for the rest it waits until they have it. Who
 * waits in vain fetches after all: at once when the lock is free, alone of all that waited, and in any case when
 * the time is over that one fetch may take. A failure that a holder tells of is the answer to those who waited for it.
 */
export function sharedFetch<I, O>(source: Source<I, O>, options: SharedFetchOptions): Fetch<I, O> {
  const { scope, store, ttlOf, deadlineMs } = options;

  async function settle(pending: readonly Pending<I, O>[], call: Call, wait: Deadline): Promise<void> {
    if (pending.length === 0) return;
    const lease = wait.signal.aborted ? null : await store.locks?.claim(pending, deadlineMs + STORE_MS);
    if (!lease) return fly(pending, call, null);
    const granted: Pending<I, O>[] = [];
    const landed: Pending<I, O>[] = [];
    const held = new Map<string, Pending<I, O>[]>();
    pending.forEach((each, index) => {
      const claim = lease.claims[index] as Claim;
      switch (claim.state) {
        case 'granted':
          granted.push(each);
          break;
        case 'landed':
          landed.push({ ...each, seen: claim.fetchedAt });
          break;
        case 'held': {
          const others = held.get(claim.holder);
          if (others === undefined) held.set(claim.holder, [each]);
          else others.push(each);
        }
      }
    });
    await Promise.all([
      fly(granted, call, lease),
      collect(landed, call, wait),
      ...[...held].map(([holder, keys]) => waitFor(holder, keys, call, wait)),
    ]);
  }

  async function fly(pending: readonly Pending<I, O>[], call: Call, lease: Lease | null): Promise<void> {
    if (pending.length === 0) return;
    const outcomes = await fetchAll(
      pending.map(({ input }) => input),
      call,
    );
    await Promise.all(
      pending.map(async ({ key, tell }, index) => {
        const outcome = outcomes[index] as Outcome<O>;
        if (outcome.ok) await store.set(key, { value: outcome.value, origin: outcome.origin }, ttlOf(key));
        tell({ outcome, by: 'us' });
      }),
    );
    await lease?.release(
      pending.map(({ key }, index) => ({ key, failure: failureToTell(outcomes[index] as Outcome<O>) })),
    );
  }

  async function fetchAll(inputs: readonly I[], call: Call): Promise<readonly Outcome<O>[]> {
    try {
      return await source(inputs, call);
    } catch (error) {
      return inputs.map(() => failed(error));
    }
  }

  function failed(error: unknown): Outcome<O> {
    return { ok: false, failure: { connector: scope.connector, version: scope.version, cause: causeOf(error) } };
  }

  /** Reads what others have fetched. What a write has made untrue since is fetched anew. */
  async function collect(pending: readonly Pending<I, O>[], call: Call, wait: Deadline): Promise<void> {
    if (pending.length === 0) return;
    const found = await readValid<O>(
      store,
      scope,
      pending.map(({ key }) => key),
    );
    const untrue = pending.filter(({ tell }, index) => {
      const entry = found[index]?.entry;
      if (entry !== undefined) tell({ outcome: { ok: true, ...entry }, by: 'another-process' });
      return entry === undefined;
    });
    await settle(untrue, call, wait);
  }

  async function waitFor(holder: string, held: readonly Pending<I, O>[], call: Call, wait: Deadline): Promise<void> {
    const locks = store.locks;
    if (locks === null) return;
    const failures = await Promise.all(held.map(({ key }) => locks.holderDone(key, holder, wait.signal)));
    const left = held.filter(({ tell }, index) => {
      const failure = failures[index] ?? null;
      if (failure !== null) tell({ outcome: { ok: false, failure }, by: 'another-process' });
      return failure === null;
    });
    await settle(left, call, wait);
  }

  return (wanted, call) => {
    const flights = wanted.map(() => Promise.withResolvers<Landing<O>>());
    const wait = startDeadline(deadlineMs + STORE_MS);
    const pending = wanted.map((each, index): Pending<I, O> => {
      const { resolve } = flights[index] as PromiseWithResolvers<Landing<O>>;
      return { ...each, tell: resolve };
    });
    settle(pending, call, wait)
      .catch((error: unknown) => {
        for (const { tell } of pending) tell({ outcome: failed(error), by: 'us' });
      })
      .finally(wait.clear);
    return flights.map(({ promise }) => promise);
  };
}

/** What this process refuses by itself says nothing of what the vendor would answer another one. */
function failureToTell(outcome: Outcome<unknown>): Failure | null {
  return outcome.ok || outcome.failure.cause.class === 'breaker-open' ? null : outcome.failure;
}
