import type { CapabilityName, InputOf, OutputOf } from '@selvedge/schema';
import type { CapabilitySource } from '../ports/index.js';
import { tagsOfWrite } from '../resilience/index.js';
import type { CacheScope } from './cache-key.js';
import { invalidate } from './invalidate.js';
import type { CacheStore } from './store.js';

/** A write that drops the cached answers it made untrue. One whose end is unknown drops them too. */
export function invalidating<C extends CapabilityName>(
  capability: C,
  source: CapabilitySource<C>,
  store: CacheStore,
  scope: Pick<CacheScope, 'connector' | 'connection'>,
  now: () => number,
): CapabilitySource<C> {
  return async (inputs, call) => {
    const outcomes = await source(inputs, call);
    const tags = outcomes.flatMap((outcome, index) =>
      tagsOfWrite(capability, inputs[index] as InputOf<C>, outcome.ok ? (outcome.value as OutputOf<C> | null) : null),
    );
    await invalidate(store, scope, [...new Set(tags)], now());
    return outcomes;
  };
}
