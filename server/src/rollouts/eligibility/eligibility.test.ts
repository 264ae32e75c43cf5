import { expect, it } from 'vitest';
import type { Caller } from '../../ports/index.js';
import { HALF, setUpControl } from '../control/control.fixture.js';
import { callerHash, type RolloutPlan } from '../model/index.js';
import { callersPerVersion } from './callers-per-version.js';
import { createEligibility } from './eligibility.js';
import { createKeeping } from './keeping.js';

const ADA = { kind: 'admin', name: 'ada', reason: null } as const;
const caller = (user: string): Caller => ({ tenant: 't', client: 'web', user, scopes: new Set(), apiMajor: 2 });
const hash = (user: string) => callerHash(caller(user), 'user');
const SHADOW_FIRST: Partial<RolloutPlan> = {
  steps: [
    { kind: 'shadow', share: 20 },
    { kind: 'weight', weight: 50 },
    { kind: 'weight', weight: 95 },
  ],
};

/** Rollouts of a connector whose candidate changes phones; `users` touched them of late. */
async function setUp(changes: readonly string[] = ['Contact.phones']) {
  const touching = { users: ['ada'], asked: [] as (readonly string[])[] };
  const { store, clock, control } = setUpControl({
    keeping: {
      before: (...asked) => keeping.before(...asked),
    },
  });
  const keeping = createKeeping({
    kept: store.kept,
    usage: {
      async callersTouching(coordinates) {
        touching.asked.push(coordinates);
        return coordinates.length === 0 ? [] : [...touching.users.map(hash), callerHash(caller('ada'), 'tenant')];
      },
    },
    changesOf: async () => changes,
    now: () => clock.nowMs,
  });
  const live = await createEligibility({ records: store.kept, changes: store.changes, onError: () => {} });
  const kept = async () => {
    await live.refresh();
    const [rollout] = await control.list();
    if (rollout === undefined) throw new Error('Expected a rollout.');
    const assignment = { rollout: rollout.id, weight: 50, stickyBy: 'user' } as Parameters<typeof live.isKept>[0];
    return ['ada', 'bob', 'cy'].filter((user) => live.isKept(assignment, caller(user)));
  };
  const start = (plan = HALF.plan) =>
    control.start({ ...HALF, ...(plan ? { plan } : {}) }, { cause: ADA, idempotencyKey: null });
  const by = (expectedRevision: number, idempotencyKey: string | null = null) => ({
    cause: ADA,
    expectedRevision,
    idempotencyKey,
  });
  return { store, control, touching, live, kept, start, by };
}

it('keeps who touched what the candidate changes of late, told apart as the rollout tells them', async () => {
  const { start, kept, touching, store } = await setUp();
  await start();
  expect(await kept()).toEqual(['ada']);
  expect(touching.asked).toEqual([['hubspot:Contact.*', 'hubspot:Contact.phones']]);
  expect(await store.kept.sets()).toMatchObject([{ isComplete: true, callers: 1 }]);
});

it('keeps nobody where nothing changes', async () => {
  const { start, kept } = await setUp([]);
  await start();
  expect(await kept()).toEqual([]);
});

it('grows until the candidate first answers somebody, and never after that', async () => {
  const { start, kept, control, touching, by } = await setUp();
  const { id } = await start(SHADOW_FIRST);
  // Nobody is asked of the candidate before everybody who is kept is known.
  expect(await kept()).toEqual(['ada', 'bob', 'cy']);
  touching.users = ['bob'];
  await control.advance(id, by(2));
  expect(await kept()).toEqual(['ada', 'bob']);
  touching.users = ['cy'];
  await control.advance(id, by(3));
  expect(await kept()).toEqual(['ada', 'bob']);
});

it('who is migrated goes with the others, once, whatever touches come', async () => {
  const { start, kept, control, touching, by } = await setUp();
  touching.users = ['ada', 'bob'];
  const { id } = await start(SHADOW_FIRST);
  const migrate = () => control.migratePinned(id, [hash('ada')], by(2, 'migrate'));
  expect((await migrate()).revision).toBe(3);
  expect((await migrate()).revision).toBe(3);
  await control.advance(id, by(3));
  expect(await kept()).toEqual(['bob']);
  await control.migratePinned(id, 'all', by(4));
  expect(await kept()).toEqual([]);
});

it('everybody migrated, nobody is kept later', async () => {
  const { start, kept, control, touching, by } = await setUp();
  const { id } = await start(SHADOW_FIRST);
  await control.migratePinned(id, 'all', by(2));
  touching.users = ['ada', 'bob'];
  await control.advance(id, by(3));
  expect(await kept()).toEqual([]);
});

it('a rollout whose changes cannot be known is not begun', async () => {
  const { control } = setUpControl({ keeping: { before: async () => Promise.reject(new Error('not installed')) } });
  await expect(control.start(HALF, { cause: ADA, idempotencyKey: null })).rejects.toThrow('not installed');
  expect((await control.list())[0]?.state.is).toBe('draft');
});

it('counts callers by version, and whom stable keeps', async () => {
  const { start, store, control } = await setUp();
  await start();
  const counts = new Map([
    ['hubspot@1.0.0', 9],
    ['crm@3.0.0', 2],
  ]);
  const shown = await callersPerVersion(
    [
      { connector: 'hubspot', version: '1.0.0' },
      { connector: 'hubspot', version: '2.0.0' },
      { connector: 'crm', version: '3.0.0' },
    ],
    {
      usage: {
        countTouching: async (names) =>
          new Map(names.flatMap((name) => (counts.has(name) ? [[name, counts.get(name)!]] : []))),
      },
      kept: store.kept,
      rollouts: () => control.list({ open: true }),
      now: () => 0,
    },
  );
  expect(shown.map(({ callers, pinned }) => [callers, pinned])).toEqual([
    [9, 1],
    [0, 0],
    [2, 0],
  ]);
});
