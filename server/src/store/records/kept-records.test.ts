import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnBoth } from '../both-databases.fixture.js';
import { openStore, type Store } from '../open-store.js';
import { aRollout, aStep } from '../rollout.fixture.js';

describeOnBoth('callers kept on stable', (databases) => {
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

  const coordinates = ['hubspot:Contact.phones'];
  const callers = async () => [...(await two.kept.callers('r1'))].sort();
  const migration = (revision: number, migrated: readonly string[] | 'all') => ({
    ...aStep('r1', revision),
    cause: { kind: 'admin', name: 'ada', reason: null, did: { migrated } } as const,
  });

  it('are added until the set is complete, and told to every process', async () => {
    let heard = 0;
    const unwatch = two.changes.watch(() => {
      heard += 1;
    });
    await expect.poll(() => heard).toBeGreaterThan(0);
    const before = heard;
    await one.kept.keep('r1', { coordinates, callers: ['user:a', 'user:b', 'user:a'], isComplete: false });
    await expect.poll(() => heard, { timeout: 1_000 }).toBeGreaterThan(before);
    await two.kept.keep('r1', { coordinates, callers: ['user:b', 'user:c'], isComplete: true });
    await one.kept.keep('r1', { coordinates: [], callers: ['user:d'], isComplete: false });
    expect(await callers()).toEqual(['user:a', 'user:b', 'user:c']);
    expect(await one.kept.sets()).toEqual([{ rollout: 'r1', version: 2, isComplete: true, coordinates, callers: 3 }]);
    unwatch();
  });

  it('leave with the transition that migrates them, or not at all', async () => {
    const many = Array.from({ length: 250 }, (_, at) => `user:${at}`);
    await one.kept.keep('r1', { coordinates, callers: many, isComplete: true });
    await expect(one.rollouts.append(migration(7, many), {})).rejects.toMatchObject({ code: 'ROLLOUT_REVISION_STALE' });
    expect(await callers()).toHaveLength(250);
    await one.rollouts.append(migration(2, many.slice(1)), { idempotencyKey: 'm' });
    await two.rollouts.append(migration(2, many.slice(1)), { idempotencyKey: 'm' });
    expect(await callers()).toEqual(['user:0']);
    expect(await two.kept.sets()).toMatchObject([{ version: 2, callers: 1 }]);
    await two.rollouts.append(migration(3, 'all'), {});
    expect(await callers()).toEqual([]);
  });

  it('do not come back who were migrated, nor anybody after all were', async () => {
    await one.kept.keep('r1', { coordinates, callers: ['user:a', 'user:b'], isComplete: false });
    await one.rollouts.append(migration(2, ['user:a']), {});
    await one.kept.keep('r1', { coordinates, callers: ['user:a', 'user:c'], isComplete: false });
    expect(await callers()).toEqual(['user:b', 'user:c']);
    await one.rollouts.append(migration(3, 'all'), {});
    await one.kept.keep('r1', { coordinates, callers: ['user:d'], isComplete: true });
    expect(await callers()).toEqual([]);
  });

  it('are of no more interest when the rollout was rolled back', async () => {
    await one.kept.keep('r1', { coordinates, callers: ['user:a'], isComplete: true });
    const over = { is: 'rolled-back', atMs: 2_000, reason: 'worse' } as const;
    await one.rollouts.append({ ...aStep('r1', 2), to: over }, {});
    expect(await two.kept.sets()).toEqual([]);
  });

  it('the newest rollout of each connector is told, whatever became of it', async () => {
    const begun = async (id: string, connector: string, createdAtMs: number, draft = false) => {
      const { rollout, first } = aRollout(id, connector);
      const state = draft ? ({ is: 'draft' } as const) : rollout.state;
      await one.rollouts.create({ ...rollout, createdAtMs, state }, { ...first, to: state }, null);
    };
    const over = { is: 'rolled-back', atMs: 2_000, reason: 'worse' } as const;
    await one.rollouts.append({ ...aStep('r1', 2), to: over }, {});
    await begun('k1', 'klaviyo', 1_000);
    await one.rollouts.append(
      { ...aStep('k1', 2), to: { ...over, is: 'promoted', stableKeptUntilMs: 3_000 } as never },
      {},
    );
    expect((await two.rollouts.latest()).map(({ id }) => id)).toEqual(['r1', 'k1']);
    await begun('r2', 'hubspot', 5_000, true);
    expect((await two.rollouts.latest()).map(({ id }) => id)).toEqual(['r1', 'k1']);
    await one.rollouts.append(aStep('r2', 2), {});
    expect((await two.rollouts.latest()).map(({ id }) => id)).toEqual(['r2', 'k1']);
  });
});
