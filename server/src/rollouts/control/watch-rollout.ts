import type { Decision } from '../evidence/index.js';
import { type Rollout, RolloutError, type StoreChanges } from '../model/index.js';

/** A rollout with what the judge says of it. */
export interface Watched {
  readonly rollout: Rollout;
  readonly decision: Decision | null;
}

/** Reads anew at each change that the store tells of, and at least every so often, until the consumer returns. */
export async function* watchRollout(
  read: () => Promise<Watched>,
  changes: StoreChanges,
  everyMs: number,
): AsyncGenerator<Watched, void, undefined> {
  let wake = Promise.withResolvers<void>();
  const unwatch = changes.watch(() => wake.resolve());
  const timer = setInterval(() => wake.resolve(), everyMs).unref();
  try {
    for (;;) {
      yield await read();
      await wake.promise;
      wake = Promise.withResolvers();
    }
  } finally {
    clearInterval(timer);
    unwatch();
  }
}

export function notFound(id: string): RolloutError {
  return new RolloutError(
    'ROLLOUT_NOT_FOUND',
    `Expected the id of a rollout; got "${id}". List the rollouts to see their ids.`,
  );
}
