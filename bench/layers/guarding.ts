import { bench, do_not_optimize, group } from 'mitata';
import type { CapabilityImplementation, Quota } from '../../plugins/connector-api/dist/index.js';
import { guard } from '../../server/dist/resilience/index.js';
import { CALL } from './caller.ts';
import { createPosts, POSTS_CALL } from './ready-vendor.ts';

type Implementation = CapabilityImplementation<'posts/user.byId'>;

const quiet: Implementation = { maxBatch: 100, run: async (ids) => ids };
const calling: Implementation = {
  maxBatch: 100,
  async run(ids, call) {
    await call.fetch(POSTS_CALL);
    return ids;
  },
};
/** A window that is never full. */
const quota: Quota = { windowsOf: () => [{ name: 'burst', limit: 1_000_000_000, per: { ms: 10_000 } }] };

/** A batch through the guard: deadline and breaker; then with a call through slot, pacer and retries that is answered at once. */
export function addGuarding(): void {
  const guarded = (implementation: Implementation, windows?: Quota) =>
    guard(createPosts(windows), { capability: 'posts/user.byId', implementation });
  const batch = guarded(quiet);
  const call = guarded(calling);
  const counted = guarded(calling, quota);

  group('guard', () => {
    bench('guard: a batch without a call', async () => do_not_optimize(await batch([1], CALL)));
    bench('guard: a batch with a call', async () => do_not_optimize(await call([1], CALL)));
    bench('guard: a batch with a call of a quota', async () => do_not_optimize(await counted([1], CALL)));
  });
}
