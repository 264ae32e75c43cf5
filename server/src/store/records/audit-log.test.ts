import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnBoth } from '../both-databases.fixture.js';
import { openStore, type Store } from '../open-store.js';

describeOnBoth('the audit log', (databases) => {
  let store: Store;

  beforeEach(async () => {
    store = await openStore({ location: await databases.create() });
  });
  afterEach(() => store.close());

  const append = (what: string, atMs: number, rollout: string | null = null, connector: string | null = null) =>
    store.audit.append({ atMs, who: 'ada', what, rollout, connector, details: { weight: 5, why: ['slow'] } });

  it('lists everything by pages, newest first, also what happened in the same millisecond', async () => {
    const appended = [];
    for (let index = 0; index < 7; index += 1) appended.push(await append(`do.${index}`, Math.floor(index / 3)));
    const read = [];
    let after: string | null = null;
    let pages = 0;
    do {
      const page = await store.audit.list({ limit: 2, ...(after !== null && { after }) });
      expect(page.entries.length).toBeLessThanOrEqual(2);
      read.push(...page.entries);
      after = page.next;
      pages += 1;
    } while (after !== null);
    expect(pages).toBe(4);
    expect(read).toHaveLength(7);
    expect(read).toEqual(expect.arrayContaining(appended));
    expect(read.map(({ atMs }) => atMs)).toEqual([2, 1, 1, 1, 0, 0, 0]);
  });

  it('lists what concerns a rollout or a connector', async () => {
    await append('rollout.start', 1, 'r1', 'hubspot');
    await append('rollout.start', 2, 'r2', 'klaviyo');
    await append('breaker.reset', 3, null, 'hubspot');
    const what = async (query: Parameters<Store['audit']['list']>[0]) =>
      (await store.audit.list(query)).entries.map(({ atMs }) => atMs);
    expect(await what({ rollout: 'r1' })).toEqual([1]);
    expect(await what({ connector: 'hubspot' })).toEqual([3, 1]);
    expect(await what({ connector: 'hubspot', rollout: 'r2' })).toEqual([]);
  });

  it('refuses pages that cannot be', async () => {
    await expect(store.audit.list({ limit: 0 })).rejects.toThrow('Expected a limit of 1 to 500 entries; got 0.');
    await expect(store.audit.list({ limit: 501 })).rejects.toThrow(RangeError);
    await expect(store.audit.list({ after: 'x' })).rejects.toThrow('Expected "after" to be the "next"');
  });
});
