import type { CapabilityName, InputOf } from '@selvedge/schema';
import type { Answer, Call, CapabilitySource, Outcome } from '../ports/index.js';
import { causeOf, untilAborted } from '../resilience/index.js';
import type { CacheMetrics } from '../telemetry/index.js';
import { type CacheScope, cacheKey } from './cache-key.js';
import { createFlights, type Landing, type Wanted } from './flights.js';
import { type Freshness, type FreshnessPolicy, freshnessOf, spreadBy, ttlOf } from './freshness.js';
import { MARK_TTL_MS } from './marks.js';
import { type Found, overwritten, readValid } from './read-valid.js';
import { sharedFetch } from './shared-fetch.js';
import type { CacheStore } from './store.js';

export interface CachedOptions<C extends CapabilityName> {
  capability: C;
  /** Field set that the answers hold; part of the key, so that a sparse answer never passes for a whole one. */
  fieldSet?: string | undefined;
  scope: CacheScope;
  policy: FreshnessPolicy;
  /** Longest that the source takes, milliseconds. */
  deadlineMs: number;
  store: CacheStore;
  metrics: CacheMetrics;
  /** Epoch milliseconds. */
  now: () => number;
}

/** "Not there" is believed for a shorter time than a record. */
const NEGATIVE_FRESH_MS = 10_000;

/** One input's way through the cache. */
interface LookUp<I, O> extends Wanted<I> {
  entry: Found<O>['entry'];
  freshness: Freshness;
  /** Of the entry, epoch milliseconds. */
  freshUntil: number;
}

/**
 * A read in front of which answers are kept: fresh ones are served, stale ones while one refresh runs or when the
 * vendor fails, and callers that ask for the same key at once share one fetch.
 */
export function cached<C extends CapabilityName>(
  source: CapabilitySource<C>,
  options: CachedOptions<C>,
): CapabilitySource<C> {
  const { capability, fieldSet, scope, policy, deadlineMs, store, metrics, now } = options;
  const { connector } = scope;
  const negative = { ...policy, freshForMs: Math.min(policy.freshForMs, NEGATIVE_FRESH_MS) };
  const keptFor = (key: string): number => Math.min(ttlOf(spreadBy(key, policy)), MARK_TTL_MS);
  const flights = createFlights(sharedFetch(source, { scope, store, ttlOf: keptFor, deadlineMs }));

  async function lookUp(inputs: readonly InputOf<C>[]): Promise<readonly LookUp<InputOf<C>, Answer<C>>[]> {
    const keys = inputs.map((input) => cacheKey(scope, capability, fieldSet, input));
    const found = await readValid<Answer<C>>(store, scope, keys);
    return inputs.map((input, index) => {
      const { entry, seen } = found[index] as Found<Answer<C>>;
      const key = keys[index] as string;
      if (entry === undefined) return { key, input, seen, entry, freshness: 'expired', freshUntil: 0 };
      const { fetchedAt } = entry.origin;
      const spread = policyOf(key, entry);
      const freshness = freshnessOf(now() - fetchedAt, spread);
      return { key, input, seen, entry, freshness, freshUntil: fetchedAt + spread.freshForMs };
    });
  }

  function policyOf(key: string, { value }: { value: unknown }): FreshnessPolicy {
    return spreadBy(key, value === null ? negative : policy);
  }

  /** Joins a flight that another caller started. It may have left before a write that this caller knows of; then it flies anew. */
  async function join(wanted: Wanted<InputOf<C>>, call: Call): Promise<Landing<Answer<C>>> {
    const landing = await landingOf(wanted.key, call);
    const { outcome } = landing;
    if (!outcome.ok || !(await overwritten(store, scope, [outcome.origin]))?.[0]) return landing;
    flights.start([{ ...wanted, seen: outcome.origin.fetchedAt }], call);
    return landingOf(wanted.key, call);
  }

  async function landingOf(key: string, call: Call): Promise<Landing<Answer<C>>> {
    try {
      return await untilAborted(call.signal, flights.of(key) as Promise<Landing<Answer<C>>>);
    } catch (error) {
      const failure = { connector, version: scope.version, cause: causeOf(error) };
      return { outcome: { ok: false, failure }, by: 'us' };
    }
  }

  return async (inputs, call) => {
    const lookUps = await lookUp(inputs);
    const wanted = lookUps.filter(({ freshness }) => freshness !== 'fresh');
    const joined = new Set(wanted.flatMap(({ key }) => (flights.of(key) === undefined ? [] : [key])));
    flights.start(
      wanted,
      call.observe === undefined || wanted.some(isAwaited) ? call : { ...call, observe: undefined },
    );

    return Promise.all(
      lookUps.map(async (wanted): Promise<Outcome<Answer<C>>> => {
        const { key, entry, freshness, freshUntil } = wanted;
        if (entry !== undefined && freshness === 'fresh') {
          metrics.cache({ connector, capability, result: 'hit' });
          return { ok: true, ...entry, freshUntil };
        }
        if (entry !== undefined && freshness === 'revalidate') {
          metrics.cache({ connector, capability, result: 'stale' });
          return { ok: true, value: entry.value, origin: { ...entry.origin, stale: true } };
        }
        const { outcome, by } = joined.has(key) ? await join(wanted, call) : await landingOf(key, call);
        metrics.cache({ connector, capability, result: joined.has(key) || by !== 'us' ? 'coalesced' : 'miss' });
        if (outcome.ok) return { ...outcome, freshUntil: outcome.origin.fetchedAt + policyOf(key, outcome).freshForMs };
        if (entry === undefined || freshness !== 'if-error') return outcome;
        if (outcome.failure.cause.class === 'invalid') return outcome;
        metrics.cache({ connector, capability, result: 'stale-if-error' });
        return { ok: true, value: entry.value, origin: { ...entry.origin, stale: true }, failure: outcome.failure };
      }),
    );
  };
}

/** Whether the caller's answer waits for the fetch; a refresh of what is served stale goes on beside it. */
function isAwaited({ freshness }: { freshness: Freshness }): boolean {
  return freshness !== 'revalidate';
}
