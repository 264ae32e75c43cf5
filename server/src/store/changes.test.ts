import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnBoth } from './both-databases.fixture.js';
import { openStore, type Store } from './open-store.js';
import { aRollout, aStep } from './rollout.fixture.js';

describeOnBoth('changes', (databases) => {
  let one: Store;
  let two: Store;

  beforeEach(async () => {
    const location = await databases.create();
    one = await openStore({ location });
    two = await openStore({ location });
    const { rollout, first } = aRollout('r1');
    await one.rollouts.create(rollout, first, null);
  });
  afterEach(() => Promise.all([one.close(), two.close()]));

  /** Calls of a watcher, the first one after it is asked for. */
  function watching(store: Store) {
    let calls = 0;
    let wake = (): void => {};
    const stop = store.changes.watch(() => {
      calls += 1;
      wake();
    });
    return {
      stop,
      get calls() {
        return calls;
      },
      /** Resolves at the next call whereupon the store shows what is wanted. */
      async until(shows: () => Promise<boolean>): Promise<void> {
        for (;;) {
          const { promise, resolve } = Promise.withResolvers<void>();
          wake = resolve;
          if (await shows()) return;
          await promise;
        }
      },
    };
  }

  const isAt = (store: Store, revision: number) => async () => (await store.rollouts.find('r1'))?.revision === revision;

  it('by another process are told in under a second', async () => {
    const watcher = watching(two);
    await watcher.until(isAt(two, 1));
    for (let revision = 2; revision < 6; revision += 1) {
      const shown = watcher.until(isAt(two, revision));
      const begunAt = performance.now();
      await one.rollouts.append(aStep('r1', revision), {});
      await shown;
      expect(performance.now() - begunAt).toBeLessThan(1_000);
    }
    watcher.stop();
  });

  it('by this process are told before its own call is over', async () => {
    const watcher = watching(one);
    const before = watcher.calls;
    await one.rollouts.append(aStep('r1', 2), {});
    expect(watcher.calls).toBeGreaterThan(before);
    await one.comparisons.accept('r1', 'Contact.email', { by: 'ada', reason: 'meant', atMs: 1 });
    expect(watcher.calls).toBeGreaterThan(before + 1);
    watcher.stop();
  });

  it('are told to every watcher until it stops', async () => {
    const [first, second] = [watching(one), watching(one)];
    await one.rollouts.append(aStep('r1', 2), {});
    expect([first.calls > 0, second.calls > 0]).toEqual([true, true]);
    first.stop();
    first.stop();
    const { calls } = first;
    await one.rollouts.append(aStep('r1', 3), {});
    expect(first.calls).toBe(calls);
    second.stop();
    await one.rollouts.append(aStep('r1', 4), {});
    const last = watching(one);
    await last.until(isAt(one, 4));
    last.stop();
  });

  it('of counts and leases are told to nobody', async () => {
    const watcher = watching(one);
    await one.rollouts.append(aStep('r1', 2), {});
    const { calls } = watcher;
    await one.leases.hold('decide', 'a', 60_000);
    await one.counts.add([
      { rollout: 'r1', periodStartedAtMs: 0, step: 0, side: 'stable', caller: 'a', events: 1, bad: {} },
    ]);
    expect(watcher.calls).toBe(calls);
    watcher.stop();
  });
});
