import type { CapabilityName, InputOf } from '@selvedge/schema';
import type { Answer, Call, CapabilitySource, Origin, Outcome } from '../ports/index.js';
import { causeOf, untilAborted } from '../resilience/index.js';
import type { Metrics } from '../telemetry/index.js';
import { type CacheScope, cacheKey, tagKey } from './cache-key.js';
import { type FreshnessPolicy, freshnessOf, ttlOf } from './freshness.js';
import { MARK_TTL_MS } from './marks.js';
import type { CacheStore } from './store.js';

export interface CachedOptions<C extends CapabilityName> {
  capability: C;
  /** Field set that the answers hold; part of the key, so that a sparse answer never passes for a whole one. */
  fieldSet?: string | undefined;
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
  const entryName = options.fieldSet === undefined ? capability : `${capability}#${options.fieldSet}`;
  const { connector } = scope;
  const inFlight = new Map<string, Promise<Outcome<Answer<C>>>>();
  const ttlMs = Math.min(ttlOf(policy), MARK_TTL_MS);

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
      const flight = land(key, index, batch);
      inFlight.set(key, flight);
      flight.catch(() => {});
    });
  }

  /** A flight is over before its outcome is told, so that who finds the outcome untrue can start another. */
  async function land(key: string, index: number, batch: ReturnType<CapabilitySource<C>>): Promise<Outcome<Answer<C>>> {
    try {
      const outcome = (await batch)[index] as Outcome<Answer<C>>;
      if (outcome.ok) await store.set(key, { value: outcome.value, origin: outcome.origin }, ttlMs);
      return outcome;
    } finally {
      inFlight.delete(key);
    }
  }

  /** Joins the flight that others started. It may have left before a write that this caller knows of; then it flies anew. */
  async function join(key: string, input: InputOf<C>, call: Call): Promise<Outcome<Answer<C>>> {
    const outcome = await awaitFlight(inFlight.get(key) as Promise<Outcome<Answer<C>>>, call);
    if (!outcome.ok || !(await overwritten(store, scope, [outcome.origin]))?.[0]) return outcome;
    fetchMissing([key], [input], call);
    return awaitFlight(inFlight.get(key) as Promise<Outcome<Answer<C>>>, call);
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
    const keys = inputs.map((input) => cacheKey(scope, entryName, input));
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
        const outcome = joined.has(key)
          ? await join(key, inputs[index] as InputOf<C>, call)
          : await awaitFlight(inFlight.get(key) as Promise<Outcome<Answer<C>>>, call);
        if (outcome.ok || entry === undefined || state !== 'if-error') return outcome;
        if (outcome.failure.cause.class === 'invalid') return outcome;
        metrics.cache({ connector, capability, result: 'stale' });
        return { ok: true, value: entry.value, origin: { ...entry.origin, stale: true }, failure: outcome.failure };
      }),
    );
  };
}

/** Entries that are there and that no write has made untrue since they were fetched; none when that cannot be known. */
async function readValid<O>(
  store: CacheStore,
  scope: CacheScope,
  keys: readonly string[],
): Promise<readonly (Entry<O> | undefined)[]> {
  const entries = await store.getMany<Entry<O>>(keys);
  const untrue = await overwritten(
    store,
    scope,
    entries.map((entry) => entry?.origin),
  );
  return entries.map((entry, index) => (untrue === null || untrue[index] ? undefined : entry));
}

/** Which of these a write has made untrue since; null when the store cannot say. */
async function overwritten(
  store: CacheStore,
  scope: CacheScope,
  origins: readonly (Origin | undefined)[],
): Promise<readonly boolean[] | null> {
  const tags = [...new Set(origins.flatMap((origin) => origin?.tags ?? []))];
  if (tags.length === 0) return origins.map(() => false);
  const marks = await store.markedAt(tags.map((tag) => tagKey(scope, tag)));
  if (marks === null) return null;
  const writtenAt = new Map(tags.map((tag, index) => [tag, marks[index] ?? 0]));
  return origins.map((origin) => origin?.tags.some((tag) => (writtenAt.get(tag) ?? 0) >= origin.fetchedAt) ?? false);
}

/** Drops every answer of the connection that speaks of these entities, whichever version gave it. */
export async function invalidate(
  store: CacheStore,
  scope: Pick<CacheScope, 'connector' | 'connection'>,
  tags: readonly string[],
  now: number,
): Promise<void> {
  await store.mark(
    tags.map((tag) => tagKey(scope, tag)),
    now,
  );
}
