import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RolloutCode, Transition } from '../../rollouts/model/index.js';
import { describeOnBoth } from '../both-databases.fixture.js';
import { openStore, type Store } from '../open-store.js';
import { aRollout, aStep } from '../rollout.fixture.js';
import type { StoreLocation } from '../store-location.js';

describeOnBoth('records of rollouts', (databases) => {
  let location: StoreLocation;
  let store: Store;
  /** Another process, as far as the database can tell. */
  let other: Store;

  beforeEach(async () => {
    location = await databases.create();
    store = await openStore({ location });
    other = await openStore({ location });
  });
  afterEach(() => Promise.all([store.close(), other.close()]));

  const refusal = (code: RolloutCode) => expect.objectContaining({ name: 'RolloutError', code });

  async function begun(id = 'r1', connector?: string) {
    const { rollout, first } = aRollout(id, connector);
    await store.rollouts.create(rollout, first, null);
    return rollout;
  }

  describe('creating', () => {
    it('keeps the rollout and its first transition as they were given', async () => {
      const { rollout, first } = aRollout('r1');
      expect(await store.rollouts.create(rollout, first, 'key')).toEqual(rollout);
      expect(await other.rollouts.find('r1')).toEqual(rollout);
      expect(await other.rollouts.history('r1')).toEqual([first]);
      expect(await other.rollouts.find('r2')).toBeNull();
    });

    it('makes one of two with the same key, also at once in two processes', async () => {
      const one = aRollout('r1');
      const two = aRollout('r2');
      const made = await Promise.all([
        store.rollouts.create(one.rollout, one.first, 'key'),
        other.rollouts.create(two.rollout, two.first, 'key'),
      ]);
      expect(made[0]).toEqual(made[1]);
      expect(await store.rollouts.list()).toEqual([made[0]]);
    });

    it('refuses a key that made another rollout', async () => {
      const one = aRollout('r1');
      await store.rollouts.create(one.rollout, one.first, 'key');
      const two = aRollout('r2', 'klaviyo');
      await expect(store.rollouts.create(two.rollout, two.first, 'key')).rejects.toEqual(
        refusal('ROLLOUT_IDEMPOTENCY_KEY_REUSED'),
      );
      expect(await store.rollouts.list()).toHaveLength(1);
    });

    it('refuses a second rollout of a connector until the first has ended', async () => {
      await begun('r1');
      const two = aRollout('r2');
      const results = await Promise.allSettled([
        store.rollouts.create(two.rollout, two.first, null),
        other.rollouts.create(aRollout('r3').rollout, aRollout('r3').first, null),
      ]);
      expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
      expect(results[0]).toEqual({ status: 'rejected', reason: refusal('ROLLOUT_IN_PROGRESS') });
      await begun('r4', 'klaviyo');
      await store.rollouts.append({ ...aStep('r1', 2), to: { is: 'rolled-back', atMs: 2, reason: 'worse' } }, {});
      await other.rollouts.create(two.rollout, two.first, null);
      expect(await store.rollouts.find('r2')).toEqual(two.rollout);
    });
  });

  describe('appending', () => {
    it('makes the transition’s state the rollout’s', async () => {
      const rollout = await begun();
      const step = aStep('r1', 2);
      expect(await store.rollouts.append(step, {})).toEqual({ ...rollout, state: step.to, revision: 2 });
      expect(await other.rollouts.find('r1')).toEqual({ ...rollout, state: step.to, revision: 2 });
      expect(await other.rollouts.history('r1')).toEqual([aRollout('r1').first, step]);
    });

    it('takes one of many that follow the same revision', async () => {
      await begun();
      const tries = [1, 2, 3, 4, 5, 6].map((step) =>
        (step % 2 === 0 ? store : other).rollouts.append(aStep('r1', 2, step), {}),
      );
      const results = await Promise.allSettled(tries);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const refused = results.find(({ status }) => status === 'rejected');
      expect(refused).toEqual({ status: 'rejected', reason: refusal('ROLLOUT_REVISION_STALE') });
      expect(await store.rollouts.history('r1')).toHaveLength(2);
    });

    it('refuses a gap and a rollout that there is not', async () => {
      await begun();
      await expect(store.rollouts.append(aStep('r1', 4), {})).rejects.toEqual(refusal('ROLLOUT_REVISION_STALE'));
      await expect(store.rollouts.append(aStep('r9', 2), {})).rejects.toEqual(refusal('ROLLOUT_NOT_FOUND'));
    });

    it('does nothing a second time with the same key, whatever time it is', async () => {
      await begun();
      const step = aStep('r1', 2);
      await store.rollouts.append(step, { idempotencyKey: 'k' });
      await store.rollouts.append(aStep('r1', 3, 2), {});
      const again: Transition = {
        ...step,
        revision: 4,
        atMs: 9_999,
        to: { is: 'stepping', step: 1, sinceMs: 9_999, slowAfterMs: null },
      };
      expect(await other.rollouts.append(again, { idempotencyKey: 'k' })).toMatchObject({ revision: 3 });
      expect(await store.rollouts.history('r1')).toHaveLength(3);
      expect(await store.rollouts.storedWith('r1', 'k')).toEqual(step);
      expect(await store.rollouts.storedWith('r1', 'other')).toBeNull();
    });

    it('refuses the same key for something else', async () => {
      await begun();
      await store.rollouts.append(aStep('r1', 2), { idempotencyKey: 'k' });
      await expect(store.rollouts.append(aStep('r1', 3, 2), { idempotencyKey: 'k' })).rejects.toEqual(
        refusal('ROLLOUT_IDEMPOTENCY_KEY_REUSED'),
      );
      const byAnother: Transition = { ...aStep('r1', 3), cause: { kind: 'admin', name: 'bob', reason: null } };
      await expect(store.rollouts.append(byAnother, { idempotencyKey: 'k' })).rejects.toEqual(
        refusal('ROLLOUT_IDEMPOTENCY_KEY_REUSED'),
      );
    });

    it('takes the same key for another rollout', async () => {
      await begun('r1');
      await begun('r2', 'klaviyo');
      await store.rollouts.append(aStep('r1', 2), { idempotencyKey: 'k' });
      expect(await store.rollouts.append(aStep('r2', 2, 3), { idempotencyKey: 'k' })).toMatchObject({ revision: 2 });
    });

    it('refuses who lost the lease meanwhile', async () => {
      await begun();
      const first = (await store.leases.hold('decide', 'a', 60_000))!;
      await store.rollouts.append(aStep('r1', 2), { lease: first });
      await store.leases.release(first);
      const second = (await other.leases.hold('decide', 'b', 60_000))!;
      await expect(store.rollouts.append(aStep('r1', 3, 2), { lease: first })).rejects.toEqual(
        refusal('ROLLOUT_LEASE_LOST'),
      );
      expect(await other.rollouts.append(aStep('r1', 3, 2), { lease: second })).toMatchObject({ revision: 3 });
    });

    it('refuses who let the lease run out, though nobody took it', async () => {
      await begun();
      const lease = (await store.leases.hold('decide', 'a', 0))!;
      await expect(store.rollouts.append(aStep('r1', 2), { lease })).rejects.toEqual(refusal('ROLLOUT_LEASE_LOST'));
      expect(await store.rollouts.history('r1')).toHaveLength(1);
    });
  });

  it('lists the newest first, by connector, and what is still open', async () => {
    for (const [index, connector] of ['hubspot', 'klaviyo', 'marketo', 'meta-ads'].entries()) {
      const { rollout, first } = aRollout(`r${index}`, connector);
      await store.rollouts.create({ ...rollout, createdAtMs: index }, first, null);
    }
    const promoted = (stableKeptUntilMs: number) => ({ is: 'promoted', atMs: 5, stableKeptUntilMs }) as const;
    await store.rollouts.append({ ...aStep('r0', 2), to: promoted(Date.now() - 60_000) }, {});
    await store.rollouts.append({ ...aStep('r1', 2), to: promoted(Date.now() + 60_000) }, {});
    await store.rollouts.append({ ...aStep('r2', 2), to: { is: 'aborted', atMs: 5, by: 'ada' } }, {});
    const ids = async (filter?: Parameters<Store['rollouts']['list']>[0]) =>
      (await other.rollouts.list(filter)).map(({ id }) => id);
    expect(await ids()).toEqual(['r3', 'r2', 'r1', 'r0']);
    expect(await ids({ open: true })).toEqual(['r3', 'r1']);
    expect(await ids({ connector: 'klaviyo' })).toEqual(['r1']);
    expect(await ids({ connector: 'hubspot', open: true })).toEqual([]);
  });
});
