import type { ContactUpsert } from '@selvedge/schema';
import type { CapabilitySource } from '../ports/index.js';
import { tagsOfContactWrite } from '../resilience/index.js';
import type { CacheScope } from './cache-key.js';
import { invalidate } from './cached.js';
import type { CacheStore } from './store.js';

/** An upsert that drops the cached answers it made untrue. A write whose end is unknown drops them too. */
export function invalidating(
  source: CapabilitySource<'contact.upsert'>,
  store: CacheStore,
  scope: Pick<CacheScope, 'connector' | 'connection'>,
  now: () => number,
): CapabilitySource<'contact.upsert'> {
  return async (inputs: readonly ContactUpsert[], call) => {
    const outcomes = await source(inputs, call);
    const tags = outcomes.flatMap((outcome, index) =>
      tagsOfContactWrite((inputs[index] as ContactUpsert).email, outcome.ok ? (outcome.value?.id ?? null) : null),
    );
    await invalidate(store, scope, [...new Set(tags)], now());
    return outcomes;
  };
}
