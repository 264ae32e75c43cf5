import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnBoth } from '../both-databases.fixture.js';
import { openStore, type Store } from '../open-store.js';

describeOnBoth('leases', (databases) => {
  let one: Store;
  let two: Store;

  beforeEach(async () => {
    const location = await databases.create();
    one = await openStore({ location });
    two = await openStore({ location });
  });
  afterEach(() => Promise.all([one.close(), two.close()]));

  it('are held by one, who may renew', async () => {
    const lease = await one.leases.hold('decide', 'a', 60_000);
    expect(lease).toEqual({ name: 'decide', holder: 'a', term: 1 });
    expect(await two.leases.hold('decide', 'b', 60_000)).toBeNull();
    expect(await one.leases.hold('decide', 'a', 60_000)).toEqual(lease);
    expect(await two.leases.hold('other', 'b', 60_000)).toEqual({ name: 'other', holder: 'b', term: 1 });
  });

  it('go to the next in a new term when they have run out', async () => {
    await one.leases.hold('decide', 'a', 0);
    expect(await two.leases.hold('decide', 'b', 60_000)).toEqual({ name: 'decide', holder: 'b', term: 2 });
    expect(await one.leases.hold('decide', 'a', 60_000)).toBeNull();
  });

  it('go to the next when they are given back, but not by an earlier holder', async () => {
    const first = (await one.leases.hold('decide', 'a', 60_000))!;
    await one.leases.release(first);
    const second = (await two.leases.hold('decide', 'b', 60_000))!;
    await one.leases.release(first);
    expect(await one.leases.hold('decide', 'a', 60_000)).toBeNull();
    await two.leases.release(second);
    expect(await one.leases.hold('decide', 'a', 60_000)).toEqual({ name: 'decide', holder: 'a', term: 3 });
  });

  it('go to one of many who want them at once', async () => {
    const holders = Array.from({ length: 20 }, (_, index) => `h${index}`);
    const held = await Promise.all(
      holders.map((holder, index) => (index % 2 === 0 ? one : two).leases.hold('decide', holder, 60_000)),
    );
    expect(held.filter((lease) => lease !== null)).toHaveLength(1);
  });
});
