import type { CapabilityName, InputOf } from '@selvedge/schema';
import type { Answer, Call, CapabilitySource, Origin, Outcome } from '../ports/index.js';
import { causeOf, untilAborted } from '../resilience/index.js';
import type { Metrics } from '../telemetry/index.js';
import { type CacheScope, cacheKey, tagKey } from './cache-key.js';
import { type FreshnessPolicy, freshnessOf, ttlOf } from './freshness.js';
import type { CacheStore } from './store.js';

export interface CachedOptions<C extends CapabilityName> {
  capability: C;
  scope: CacheScope;
  policy: FreshnessPolicy;
  store: CacheStore;
  metrics: Metrics;
  /** Epoch milliseconds. */
  now: () => number;
}

interface Entry<O> {
  value: O | null;
  origin: Origin;
}

/** "Not there" is believed for a shorter time than a record. */
const NEGATIVE_FRESH_MS = 10_000;

/**
 * A read in front of which answers are kept: fresh ones are served, stale ones while one refresh runs or when the
 * vendor fails, and callers that ask for the same key at once share one fetch.
 */
export function cached<C extends CapabilityName>(
  source: CapabilitySource<C>,
  options: CachedOptions<C>,
): CapabilitySource<C> {
  const { capability, scope, policy, store, metrics, now } = options;
  const { connector } = scope;
  const inFlight = new Map<string, Promise<Outcome<Answer<C>>>>();

  /** Starts one batch for all keys that nobody is fetching yet. It belongs to no single caller, so no caller's abort ends it. */
  function fetchMissing(keys: readonly string[], inputs: readonly InputOf<C>[], call: Call): void {
    const missing = keys.flatMap((key, index) =>
      inFlight.has(key) ? [] : [{ key, input: inputs[index] as InputOf<C> }],
    );
    if (missing.length === 0) return;
    const shared: Call = { caller: call.caller, signal: new AbortController().signal };
    const batch = source(
      missing.map(({ input }) => input),
      shared,
    );
    missing.forEach(({ key }, index) => {
      const flight = batch.then(async (outcomes) => {
        const outcome = outcomes[index] as Outcome<Answer<C>>;
        if (outcome.ok) await store.set(key, { value: outcome.value, origin: outcome.origin }, ttlOf(policy));
        return outcome;
      });
      inFlight.set(key, flight);
      flight.finally(() => inFlight.delete(key)).catch(() => {});
    });
  }

  async function awaitFlight(flight: Promise<Outcome<Answer<C>>>, call: Call): Promise<Outcome<Answer<C>>> {
    try {
      return await untilAborted(call.signal, flight);
    } catch (error) {
      return { ok: false, failure: { connector, version: scope.version, cause: causeOf(error) } };
    }
  }

  function policyFor(entry: Entry<Answer<C>>): FreshnessPolicy {
    return entry.value === null ? { ...policy, freshForMs: Math.min(policy.freshForMs, NEGATIVE_FRESH_MS) } : policy;
  }

  return async (inputs, call) => {
    const keys = inputs.map((input) => cacheKey(scope, capability, input));
    const entries = await readValid<Answer<C>>(store, scope, keys);
    const states = entries.map((entry) =>
      entry === undefined ? 'expired' : freshnessOf(now() - entry.origin.fetchedAt, policyFor(entry)),
    );
    const wanted = keys.flatMap((key, index) =>
      states[index] === 'fresh' ? [] : [{ key, input: inputs[index] as InputOf<C> }],
    );
    const joined = new Set(wanted.flatMap(({ key }) => (inFlight.has(key) ? [key] : [])));
    fetchMissing(
      wanted.map(({ key }) => key),
      wanted.map(({ input }) => input),
      call,
    );

    return Promise.all(
      keys.map(async (key, index): Promise<Outcome<Answer<C>>> => {
        const entry = entries[index];
        const state = states[index];
        if (entry !== undefined && state === 'fresh') {
          metrics.cache({ connector, capability, result: 'hit' });
          return { ok: true, ...entry };
        }
        if (entry !== undefined && state === 'revalidate') {
          metrics.cache({ connector, capability, result: 'stale' });
          return { ok: true, value: entry.value, origin: { ...entry.origin, stale: true } };
        }
        metrics.cache({ connector, capability, result: joined.has(key) ? 'coalesced' : 'miss' });
        const outcome = await awaitFlight(inFlight.get(key) as Promise<Outcome<Answer<C>>>, call);
        if (outcome.ok || entry === undefined || state !== 'if-error') return outcome;
        if (outcome.failure.cause.class === 'invalid') return outcome;
        metrics.cache({ connector, capability, result: 'stale' });
        return { ok: true, value: entry.value, origin: { ...entry.origin, stale: true }, failure: outcome.failure };
      }),
    );
  };
}

/** Entries that are there and that no write has made untrue since they were fetched. */
async function readValid<O>(
  store: CacheStore,
  scope: CacheScope,
  keys: readonly string[],
): Promise<readonly (Entry<O> | undefined)[]> {
  const entries = await store.getMany<Entry<O>>(keys);
  const tags = [...new Set(entries.flatMap((entry) => entry?.origin.tags ?? []))];
  if (tags.length === 0) return entries;
  const marks = await store.getMany<number>(tags.map((tag) => tagKey(scope, tag)));
  const writtenAt = new Map(tags.map((tag, index) => [tag, marks[index] ?? 0]));
  return entries.map((entry) =>
    entry?.origin.tags.some((tag) => (writtenAt.get(tag) ?? 0) >= entry.origin.fetchedAt) ? undefined : entry,
  );
}

/** Longest time a mark must outlive the entries that it makes untrue, milliseconds. */
const MARK_TTL_MS = 24 * 60 * 60 * 1_000;

/** Drops every answer of the connection that speaks of these entities, whichever version gave it. */
export async function invalidate(
  store: CacheStore,
  scope: Pick<CacheScope, 'connector' | 'connection'>,
  tags: readonly string[],
  now: number,
): Promise<void> {
  await Promise.all(tags.map((tag) => store.set(tagKey(scope, tag), now, MARK_TTL_MS)));
}
