import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CountIncrement } from '../../rollouts/model/index.js';
import { describeOnBoth } from '../both-databases.fixture.js';
import { openStore, type Store } from '../open-store.js';

describeOnBoth('counts', (databases) => {
  let one: Store;
  let two: Store;

  beforeEach(async () => {
    const location = await databases.create();
    one = await openStore({ location });
    two = await openStore({ location });
  });
  afterEach(() => Promise.all([one.close(), two.close()]));

  const increment = (events: number, failures: number, also: Partial<CountIncrement> = {}): CountIncrement => ({
    rollout: 'r1',
    periodStartedAtMs: 600_000,
    step: 1,
    side: 'candidate',
    caller: 'a',
    events,
    bad: { failures, slow: 0 },
    ...also,
  });

  it('of all processes are added up, by caller, side, step and period', async () => {
    await one.counts.add([increment(5, 1), increment(3, 0, { caller: 'b' }), increment(2, 1)]);
    await two.counts.add([
      increment(10, 2),
      increment(4, 1, { side: 'stable' }),
      increment(7, 0, { periodStartedAtMs: 1_200_000 }),
      increment(9, 9, { rollout: 'r2' }),
    ]);
    expect(await one.counts.read('r1', 600_000)).toEqual([
      increment(17, 4, { bad: { failures: 4 } }),
      increment(3, 0, { caller: 'b', bad: {} }),
      increment(4, 1, { side: 'stable', bad: { failures: 1 } }),
    ]);
    expect(await one.counts.read('r1', 0)).toEqual([]);
  });

  it('may come from many at once, in any order, without waiting for each other for good', async () => {
    const callers = Array.from({ length: 300 }, (_, index) => `caller-${index}`);
    const batch = callers.map((caller) => increment(1, 1, { caller }));
    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        (index % 2 === 0 ? one : two).counts.add(index % 3 === 0 ? batch : [...batch].reverse()),
      ),
    );
    const read = await one.counts.read('r1', 600_000);
    expect(read).toHaveLength(300);
    for (const { events, bad } of read) expect([events, bad]).toEqual([8, { failures: 8 }]);
  });

  it('are taken by the thousand', async () => {
    await one.counts.add(Array.from({ length: 2_500 }, (_, index) => increment(2, 1, { caller: `caller-${index}` })));
    expect(await two.counts.read('r1', 600_000)).toHaveLength(2_500);
  });

  it('of a period that is closed make room for what is kept of it', async () => {
    await one.counts.add([increment(5, 1), increment(7, 0, { periodStartedAtMs: 1_200_000 })]);
    const period = {
      startedAtMs: 600_000,
      step: 1,
      weight: 5,
      tests: {},
      lnEvidence: { failures: 0.5 },
      incident: false,
    };
    const lease = (await one.leases.hold('decide', 'a', 60_000))!;
    await one.periods.close('r1', period, lease);
    await two.periods.close('r1', { ...period, weight: 50 });
    await two.periods.close('r1', { ...period, startedAtMs: 0 });
    expect(await two.periods.closed('r1')).toEqual([{ ...period, startedAtMs: 0 }, period]);
    expect(await two.counts.read('r1', 600_000)).toEqual([]);
    expect(await two.counts.read('r1', 1_200_000)).toHaveLength(1);
    await one.leases.release(lease);
    await expect(one.periods.close('r1', { ...period, startedAtMs: 7 }, lease)).rejects.toMatchObject({
      code: 'ROLLOUT_LEASE_LOST',
    });
    expect(await two.periods.closed('r1')).toHaveLength(2);
  });
});
