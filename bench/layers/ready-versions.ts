import type { CapabilityName } from '@selvedge/schema';
import type { TenantConnector } from '../../server/dist/batching/index.js';
import type { Answer, CapabilitySource, Origin, Outcome } from '../../server/dist/ports/index.js';
import { users } from '../src/records.ts';

/** Where every ready value says that it came from. */
export const ORIGIN: Origin = {
  connector: 'posts',
  version: '1.0.0',
  connection: 'default/posts',
  fetchedAt: Date.now(),
  stale: false,
  tags: ['posts/user:1'],
};

/** A value as a source gives it. */
export function ready<V>(value: V): Outcome<V> {
  return { ok: true, value, origin: ORIGIN };
}

const outcomes: readonly Outcome<unknown>[] = users.map(ready);

/** A source that answers users by their ids at once. */
export function readySource<C extends CapabilityName>(): CapabilitySource<C> {
  return async (ids) => ids.map((id) => outcomes[((id as number) - 1) % outcomes.length] as Outcome<Answer<C>>);
}

/** Versions of the posts' connector that have an answer ready. */
export function versionsOf(candidate: string | null): TenantConnector['versions'] {
  return {
    connector: 'posts',
    stable: '1.0.0',
    candidate,
    source: () => readySource(),
    largestBatch: () => 100,
    callsFor: () => 1,
    job: () => null,
  };
}
