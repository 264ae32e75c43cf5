import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnBoth } from '../both-databases.fixture.js';
import { openStore, type Store } from '../open-store.js';

const HOUR = 3_600_000;

describeOnBoth('usage', (databases) => {
  let one: Store;
  let two: Store;

  beforeEach(async () => {
    const location = await databases.create();
    one = await openStore({ location });
    two = await openStore({ location });
  });
  afterEach(() => Promise.all([one.close(), two.close()]));

  const increment = (caller: string, atMs: number, events: number, failures: number, connector = 'hubspot') => ({
    connector,
    caller,
    atMs,
    events,
    bad: { failures },
  });

  it('sums up a caller’s history over whole hours of a time', async () => {
    await one.usage.addHistory([increment('a', 10 * HOUR + 5, 10, 1), increment('a', 10 * HOUR + 9, 10, 1)]);
    await two.usage.addHistory([
      increment('a', 11 * HOUR, 5, 2),
      increment('a', 12 * HOUR, 1_000, 0),
      increment('b', 11 * HOUR, 7, 0),
      increment('b', 11 * HOUR, 70, 0, 'klaviyo'),
    ]);
    expect(await one.usage.history('hubspot', 10 * HOUR + 30, 12 * HOUR)).toEqual([
      { caller: 'a', events: 25, bad: { failures: 4 } },
      { caller: 'b', events: 7, bad: {} },
    ]);
    expect(await one.usage.history('hubspot', 11 * HOUR, 11 * HOUR + 1)).toEqual([
      { caller: 'a', events: 5, bad: { failures: 2 } },
      { caller: 'b', events: 7, bad: {} },
    ]);
  });

  it('knows which callers touched fields of late', async () => {
    const touched = (caller: string, atMs: number, ...coordinates: string[]) => ({ caller, atMs, coordinates });
    await one.usage.addTouched([
      touched('a', 12 * HOUR + 7, 'Contact.email', 'Contact.phone'),
      touched('b', 10 * HOUR, 'Contact.email', 'Deal.amount'),
    ]);
    await two.usage.addTouched([touched('a', 11 * HOUR, 'Contact.email'), touched('b', 13 * HOUR, 'Deal.amount')]);
    expect(await two.usage.callersTouching(['Contact.email', 'Deal.amount'], 12 * HOUR + 59)).toEqual(['a', 'b']);
    expect(await two.usage.callersTouching(['Contact.email'], 12 * HOUR)).toEqual(['a']);
    expect(await two.usage.callersTouching(['Contact.email'], 0)).toEqual(['a', 'b']);
    expect(await two.usage.callersTouching([], 0)).toEqual([]);
    expect(await two.usage.touchedBy('b', 11 * HOUR)).toEqual(['Deal.amount']);
    expect(await two.usage.touchedBy('a', 0)).toEqual(['Contact.email', 'Contact.phone']);
  });

  it('counts the callers of late, told apart in one way', async () => {
    const touched = (caller: string, atMs: number) => ({
      caller,
      atMs,
      coordinates: ['crm@1.0.0', 'crm@2.0.0'].slice(atMs % 2),
    });
    await one.usage.addTouched([touched('user:a', 12 * HOUR), touched('user:b', 12 * HOUR + 1)]);
    await two.usage.addTouched([
      touched('tenant:t', 12 * HOUR),
      touched('user:c', 10 * HOUR),
      touched('user:a', 12 * HOUR),
    ]);
    expect(await two.usage.countTouching(['crm@1.0.0', 'crm@2.0.0', 'crm@3.0.0'], 'user', 12 * HOUR)).toEqual(
      new Map([
        ['crm@1.0.0', 1],
        ['crm@2.0.0', 2],
      ]),
    );
  });

  it('forgets what is long ago', async () => {
    await one.usage.addHistory([increment('a', 10 * HOUR, 1, 0), increment('a', 11 * HOUR, 2, 0)]);
    await one.usage.addTouched([
      { caller: 'a', atMs: 10 * HOUR, coordinates: ['Contact.email'] },
      { caller: 'a', atMs: 11 * HOUR, coordinates: ['Contact.phone'] },
    ]);
    await two.usage.forgetBefore(11 * HOUR + 5);
    expect(await one.usage.history('hubspot', 0, 99 * HOUR)).toEqual([{ caller: 'a', events: 2, bad: {} }]);
    expect(await one.usage.touchedBy('a', 0)).toEqual(['Contact.phone']);
  });
});
