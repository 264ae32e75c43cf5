import { beforeEach, expect, it } from 'vitest';
import { describeOnBoth } from './both-databases.fixture.js';
import { openStore, type Store } from './open-store.js';
import { aRollout } from './rollout.fixture.js';
import type { StoreLocation } from './store-location.js';
import { startProcess } from './store-process.fixture.js';

describeOnBoth('a process killed in the middle', (databases) => {
  let location: StoreLocation;

  beforeEach(async () => {
    location = await databases.create();
    const { rollout, first } = aRollout('r1');
    await within((store) => store.rollouts.create(rollout, first, null));
  });

  /** Opens the store anew, as the next process does. */
  async function within<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const store = await openStore({ location });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  }

  it('has lost no transition that was acknowledged, and doubled none', async () => {
    for (let round = 0; round < 3; round += 1) {
      const processes = [startProcess('append', location), startProcess('append', location)];
      for (const each of processes) for (let line = 0; line < 5 + round; line += 1) await each.nextLine();
      for (const each of processes) each.kill();
      const said = (await Promise.all(processes.map((each) => each.otherLines()))).flat().map(Number);
      const { rollout, history } = await within(async (store) => ({
        rollout: await store.rollouts.find('r1'),
        history: await store.rollouts.history('r1'),
      }));
      expect(history.map(({ revision }) => revision)).toEqual(history.map((_, index) => index + 1));
      expect(history.length).toBeGreaterThanOrEqual(Math.max(0, ...said));
      expect(rollout).toMatchObject({ revision: history.length, state: history.at(-1)?.to });
    }
  });

  it('has lost no counts that were acknowledged, and added none by half', async () => {
    const counting = startProcess('count', location);
    for (let line = 0; line < 10; line += 1) await counting.nextLine();
    counting.kill();
    const acknowledged = Math.max(10, ...(await counting.otherLines()).map(Number));
    const [a, b] = await within((store) => store.counts.read('r1', 0));
    expect([acknowledged, acknowledged + 1]).toContain(a?.events);
    expect(a).toEqual({ ...b, caller: 'a' });
    expect(a?.bad).toEqual({ slow: a?.events });
  });

  it('holds its lease until that runs out', async () => {
    const holding = startProcess('hold', location);
    expect(JSON.parse(await holding.nextLine())).toMatchObject({ term: 1 });
    holding.kill();
    await holding.ended;
    expect(await within((store) => store.leases.hold('decide', 'another', 60_000))).toBeNull();
  });
});
