import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PERIOD_MS } from '../evidence/index.js';
import type { Rollout, Transition } from '../model/index.js';
import { ADA, eventsOf, HALF, START, setUpControl } from './control.fixture.js';
import { createDecider, type Decider } from './decider.js';

beforeEach(() => vi.useFakeTimers({ now: START }));
afterEach(() => vi.useRealTimers());

/** A rollout at half of the callers, and deciders of as many processes as one likes. */
async function setUp() {
  const it = setUpControl({ now: Date.now });
  const { store } = it;
  const made: Transition[] = [];
  const errors: unknown[] = [];
  /** Killed processes: they hear nothing any more, and release nothing. */
  const dead = new Set<string>();
  const decider = (holder: string) => {
    const each: Decider = createDecider({
      ...it.parts,
      usage: store.usage,
      leases: {
        hold: (...asked) => (dead.has(holder) ? new Promise<never>(() => {}) : store.leases.hold(...asked)),
        release: store.leases.release,
      },
      now: Date.now,
      holder,
      onTransition: (transition) => made.push(transition),
      onError: (error) => errors.push(error),
    });
    return each;
  };
  const rollout = await it.control.start(HALF, { cause: ADA, idempotencyKey: null });
  const now = async (): Promise<Rollout> => (await it.control.find(rollout.id))!;
  return { ...it, rollout, decider, made, errors, dead, now };
}
const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1_000);
const slow = { 'ms<=20.00': 950, 'ms<=99.00': 50 };

describe('one process decides', () => {
  it('a bad candidate is out within two seconds of the counts', async () => {
    const { store, rollout, decider, now, made, errors } = await setUp();
    decider('a');
    await seconds(3);
    await store.counts.add(
      eventsOf(rollout, START, {
        candidate: { events: 300, bad: { failures: 60 } },
        stable: { events: 300, bad: { failures: 3 } },
      }),
    );
    await seconds(2);
    expect((await now()).state).toMatchObject({ is: 'rolled-back', reason: expect.stringContaining('failures') });
    expect(made.at(-1)).toMatchObject({
      cause: { kind: 'evidence', decision: 'roll-back' },
      evidence: { requests: { seen: 300 } },
    });
    expect(errors).toEqual([]);
  });

  it('what is slow is fixed from stable’s first calls', async () => {
    const { store, rollout, decider, now } = await setUp();
    decider('a');
    await store.counts.add(
      eventsOf(rollout, START, { candidate: { events: 0 }, stable: { events: 1_000, bad: slow } }),
    );
    await seconds(2);
    expect((await now()).state).toMatchObject({ is: 'stepping', slowAfterMs: 20 });
  });

  it('a good one goes on step by step to promotion, and is promoted when that has settled', async () => {
    const { store, rollout, decider, now, made, errors } = await setUp();
    decider('a');
    const good = { events: 60_000, bad: { failures: 600, slow: 3_000, partial: 600 } };
    await store.counts.add(
      eventsOf(rollout, START, { candidate: good, stable: { ...good, bad: { ...good.bad, ...slow } } }),
    );
    await seconds(3);
    const second = await now();
    expect(second.state).toMatchObject({ is: 'stepping', step: 1, slowAfterMs: 20 });
    const { sinceMs } = second.state as { sinceMs: number };
    await store.counts.add(
      eventsOf(second, sinceMs, {
        candidate: good,
        stable: { events: 3_200, bad: { failures: 32, slow: 160, partial: 32 } },
      }),
    );
    await seconds(2);
    expect((await now()).state.is).toBe('promoting');
    await seconds(7);
    expect((await now()).state).toMatchObject({ is: 'promoted' });
    expect(made.map(({ cause, to }) => [cause.kind, to.is])).toEqual([
      ['clock', 'stepping'],
      ['evidence', 'stepping'],
      ['evidence', 'promoting'],
      ['clock', 'promoted'],
    ]);
    expect(errors).toEqual([]);
  });

  it('one that fails once everybody is on it is rolled back, as stable answers well in its stead', async () => {
    const { store, rollout, decider, control, now, errors } = await setUp();
    await control.promote(rollout.id, { cause: ADA, idempotencyKey: null, expectedRevision: 2 });
    decider('a');
    const failing = { candidate: { events: 100, bad: { failures: 100 } }, stable: { events: 100 } };
    await store.counts.add(eventsOf(await now(), START, failing));
    await seconds(3);
    expect((await now()).state).toMatchObject({ is: 'rolled-back', reason: expect.stringContaining('100 of 100') });
    expect(errors).toEqual([]);
  });

  it('is not promoted while counts speak against it, and is when they no longer do', async () => {
    const { store, rollout, decider, control, now } = await setUp();
    await control.promote(rollout.id, { cause: ADA, idempotencyKey: null, expectedRevision: 2 });
    decider('a');
    const doubtful = { candidate: { events: 100, bad: { failures: 42 } }, stable: { events: 42 } };
    await store.counts.add(eventsOf(await now(), START, doubtful));
    await seconds(60);
    expect((await now()).state.is).toBe('promoting');
    expect(await control.evidence(rollout.id)).toMatchObject({ outcome: 'hold' });
    await store.counts.add(eventsOf(await now(), START, { candidate: { events: 5_000 }, stable: { events: 0 } }));
    await seconds(2);
    expect((await now()).state.is).toBe('promoted');
  });

  it('is promoted where both versions fail alike with everybody on it', async () => {
    const { store, rollout, decider, control, now } = await setUp();
    await control.promote(rollout.id, { cause: ADA, idempotencyKey: null, expectedRevision: 2 });
    decider('a');
    const all = { events: 500, bad: { failures: 500 } };
    await store.counts.add(eventsOf(await now(), START, { candidate: all, stable: all }));
    await seconds(8);
    expect((await now()).state.is).toBe('promoted');
  });

  it('too little traffic is held after a period, and goes on by itself', async () => {
    const { store, rollout, decider, now } = await setUp();
    decider('a');
    await store.counts.add(
      eventsOf(rollout, START, {
        candidate: { events: 5 },
        stable: { events: 1_000, bad: { failures: 10, slow: 50, ...slow } },
      }),
    );
    await seconds(PERIOD_MS / 1_000 - 5);
    expect((await now()).state.is).toBe('stepping');
    await seconds(7);
    expect((await now()).state).toMatchObject({
      is: 'held',
      reason: 'too-little-traffic',
      at: { step: 0, sinceMs: START },
    });
    const good = { events: 60_000, bad: { failures: 600, slow: 3_000 } };
    await store.counts.add(eventsOf(await now(), START + PERIOD_MS, { candidate: good, stable: good }));
    await seconds(2);
    expect((await now()).state).toMatchObject({ is: 'stepping', step: 1 });
  });

  it('paused, nothing goes on, but a bad candidate is still out', async () => {
    const { store, rollout, decider, now, control } = await setUp();
    decider('a');
    await control.pause(rollout.id, { cause: ADA, idempotencyKey: null, expectedRevision: 2 });
    const good = { events: 60_000, bad: { failures: 600, slow: 3_000 } };
    await store.counts.add(
      eventsOf(rollout, START, { candidate: good, stable: { ...good, bad: { ...good.bad, ...slow } } }),
    );
    await seconds(5);
    expect((await now()).state).toMatchObject({ is: 'paused', at: { step: 0, slowAfterMs: 20 } });
    await seconds(PERIOD_MS / 1_000);
    const bad = { events: 6_000, bad: { failures: 1_200 } };
    await store.counts.add(
      eventsOf(await now(), START + PERIOD_MS, { candidate: bad, stable: { events: 6_000, bad: { failures: 60 } } }),
    );
    await seconds(2);
    expect((await now()).state.is).toBe('rolled-back');
  });

  it('a rollout that its maker left as a draft is started', async () => {
    const { store, decider, now, rollout } = await setUp();
    const draft: Rollout = { ...rollout, id: 'left', connector: 'klaviyo', state: { is: 'draft' }, revision: 1 };
    const first = {
      rollout: 'left',
      revision: 1,
      atMs: START,
      cause: ADA,
      from: null,
      to: draft.state,
      evidence: null,
    };
    await store.records.create(draft, first, null);
    decider('a');
    await seconds(4);
    expect((await store.records.find('left'))?.state.is).toBe('draft');
    await seconds(3);
    expect((await store.records.find('left'))?.state).toMatchObject({ is: 'stepping', step: 0 });
    expect((await now()).state.is).toBe('stepping');
  });
});

describe('over processes', () => {
  it('only the holder of the lease decides, and another takes over within five seconds of its death', async () => {
    const { store, rollout, decider, made, now, dead } = await setUp();
    const first = decider('a');
    await seconds(2);
    const second = decider('b');
    await seconds(2);
    expect([first.isDeciding, second.isDeciding]).toEqual([true, false]);
    dead.add('a').add('b');
    const third = decider('c');
    await seconds(1);
    expect(third.isDeciding).toBe(false);
    await store.counts.add(
      eventsOf(rollout, START, {
        candidate: { events: 300, bad: { failures: 60 } },
        stable: { events: 300, bad: { failures: 3 } },
      }),
    );
    await seconds(4);
    expect(third.isDeciding).toBe(true);
    expect((await now()).state.is).toBe('rolled-back');
    expect(made).toHaveLength(1);
  });

  it('one that closes lets another decide at its next look', async () => {
    const { decider } = await setUp();
    const first = decider('a');
    await seconds(2);
    const second = decider('b');
    await first.close();
    await first.close();
    await seconds(1);
    expect([first.isDeciding, second.isDeciding]).toEqual([false, true]);
  });

  it('a takeover goes on with the periods that were closed, and counts none twice', async () => {
    const { store, rollout, decider, control, parts, dead } = await setUp();
    decider('a');
    const counts = {
      candidate: { events: 1_000, bad: { failures: 10 } },
      stable: { events: 1_000, bad: { failures: 10, ...slow } },
    };
    await store.counts.add(eventsOf(rollout, START, counts));
    await seconds(PERIOD_MS / 1_000 + 10);
    expect(await store.periods.closed(rollout.id)).toMatchObject([
      { startedAtMs: START, step: 0, weight: 50, tests: { failures: { candidate: { events: 1_000, bad: 10 } } } },
    ]);
    expect(await store.counts.read(rollout.id, START)).toEqual([]);
    await store.counts.add(eventsOf(rollout, START + PERIOD_MS, counts));
    const before = await control.evidence(rollout.id);
    dead.add('a');
    decider('b');
    await seconds(6);
    expect(await setUpControl({ ...parts, now: Date.now }).control.evidence(rollout.id)).toEqual(before);
    expect(before?.evidence.requests.seen).toBe(2_000);
    expect(await store.periods.closed(rollout.id)).toHaveLength(1);
  });

  it('what a process counted late into a period is in it until the period is kept', async () => {
    const { store, rollout, decider } = await setUp();
    decider('a');
    await seconds(PERIOD_MS / 1_000 + 2);
    await store.counts.add(eventsOf(rollout, START, { candidate: { events: 100 }, stable: { events: 100 } }));
    await seconds(6);
    expect(await store.periods.closed(rollout.id)).toMatchObject([
      { tests: { failures: { candidate: { events: 100 } } } },
    ]);
  });

  it('who decides forgets once an hour what callers did more than seven days ago', async () => {
    const { store, decider } = await setUp();
    const forgotten: number[] = [];
    store.usage.forgetBefore = async (beforeMs) => void forgotten.push(beforeMs);
    decider('a');
    decider('b');
    await seconds(2);
    expect(forgotten).toHaveLength(1);
    await seconds(60 * 60);
    expect(forgotten).toHaveLength(2);
    expect(forgotten[0]).toBeLessThanOrEqual(Date.now() - 7 * 24 * 60 * 60_000);
  });

  it('a store that is away is told, and asked again', async () => {
    const { store, decider, errors } = await setUp();
    const only = decider('a');
    await seconds(2);
    store.isAway = true;
    await seconds(3);
    expect(only.isDeciding).toBe(false);
    expect(errors.length).toBeGreaterThan(0);
    store.isAway = false;
    await seconds(2);
    expect(only.isDeciding).toBe(true);
  });
});
