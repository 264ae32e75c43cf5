import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnBoth } from '../both-databases.fixture.js';
import { openDatabase } from '../open-database.js';
import { openStore, type Store } from '../open-store.js';
import type { StoreLocation } from '../store-location.js';
import { startProcess } from '../store-process.fixture.js';

describeOnBoth('work that is done once', (databases) => {
  let location: StoreLocation;
  let one: Store;
  let two: Store;

  beforeEach(async () => {
    location = await databases.create();
    one = await openStore({ location });
    two = await openStore({ location });
  });
  afterEach(() => Promise.all([one.close(), two.close()]));

  /** What those said who did not say anything since is over. */
  async function letTimePass(): Promise<void> {
    const database = await openDatabase(location, { create: false, onTrouble: () => {} });
    await database.write((transaction) =>
      transaction.updateTable('selvedge_processes').set({ alive_until_at: 0 }).execute(),
    );
    await database.close();
  }

  it('is held by one at a time over all processes, and each sees what the last one kept', async () => {
    const seen: unknown[] = [];
    let holding = 0;
    const work = async (store: Store, value: number) => {
      const claim = await store.once('s').claim('k');
      holding += 1;
      expect(holding).toBe(1);
      seen.push(claim.kept);
      await new Promise(setImmediate);
      holding -= 1;
      await claim.release({ value: value + ((claim.kept as { value: number } | undefined)?.value ?? 0) });
    };
    await Promise.all([1, 2, 3, 4, 5, 6].map((value) => work(value % 2 === 0 ? one : two, value)));
    expect(seen).toHaveLength(6);
    expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(6);
    expect((await one.once('s').claim('k')).kept).toEqual({ value: 21 });
  });

  it('waits in the order of asking within a process', async () => {
    const order: number[] = [];
    await Promise.all(
      [1, 2, 3, 4].map(async (number) => {
        const claim = await one.once('s').claim('k');
        order.push(number);
        await claim.release(number);
      }),
    );
    expect(order).toEqual([1, 2, 3, 4]);
  });

  it('is kept over restarts, by scope and key; of undefined nothing is', async () => {
    await (await one.once('s').claim('k')).release('kept');
    await (await one.once('s').claim('l')).release('kept');
    await (await one.once('s').claim('l')).release(undefined);
    await one.close();
    one = await openStore({ location });
    const keptUnder = async (scope: string, key: string) => (await one.once(scope).claim(key)).kept;
    expect(await keptUnder('s', 'k')).toBe('kept');
    expect(await keptUnder('s', 'l')).toBeUndefined();
    expect(await keptUnder('t', 'k')).toBeUndefined();
  });

  it('is released once', async () => {
    const first = await one.once('s').claim('k');
    await first.release('kept');
    const second = await two.once('s').claim('k');
    await first.release('too late');
    await second.release(second.kept);
    expect((await one.once('s').claim('k')).kept).toBe('kept');
  });

  it('is free when the store of who held it closes', async () => {
    await one.once('s').claim('k');
    const waiting = two.once('s').claim('k');
    await one.close();
    expect((await waiting).kept).toBeUndefined();
  });

  it('is free some seconds after the process that held it was killed, with what was kept before', async () => {
    await (await one.once('s').claim('k')).release('before');
    const holding = startProcess('claim', location);
    expect(await holding.nextLine()).toBe('claimed');
    let isFree = false;
    const waiting = two
      .once('s')
      .claim('k')
      .then((claim) => {
        isFree = true;
        return claim;
      });
    await (await one.once('s').claim('other')).release(1);
    expect(isFree).toBe(false);
    holding.kill();
    await holding.ended;
    await letTimePass();
    expect((await waiting).kept).toBe('before');
  });
});
