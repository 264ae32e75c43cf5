import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { partsOverStore } from './parts-over-store.fixture.js';
import {
  createAssignments,
  createDecider,
  createRolloutControl,
  type DeciderOptions,
} from './rollouts/control/index.js';
import { createRolloutCounts } from './rollouts/counting/index.js';
import type { Rollout, Transition } from './rollouts/model/index.js';
import { describeOnBoth } from './store/both-databases.fixture.js';
import { openStore, type Store } from './store/index.js';

const ADA = { kind: 'admin', name: 'ada', reason: null } as const;
const WANTED = {
  connector: 'hubspot',
  candidate: '^2.0.0',
  plan: { steps: [{ kind: 'weight', weight: 50 } as const] },
};
const TAKEOVER_MS = 5_000;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** What one process of a gateway has of rollouts, over the store that all have in common. */
async function startProcess(store: Store) {
  let isDead = false;
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const made: Transition[] = [];
  const parts = partsOverStore(store, { versions: async () => ({ stable: '1.0.0', candidate: '2.0.0' }) });
  const leases: DeciderOptions['leases'] = {
    hold: (...asked) => (isDead ? Promise.resolve(null) : store.leases.hold(...asked)),
    release: (term) => (isDead ? Promise.resolve() : store.leases.release(term)),
  };
  const assignments = await createAssignments({ records: store.rollouts, changes: store.changes, onError });
  const counts = createRolloutCounts({ records: store.counts, now: Date.now, onError });
  const decider = createDecider({
    ...parts,
    usage: store.usage,
    leases,
    onTransition: (each) => made.push(each),
    onError,
  });
  closing.push(
    () => decider.close(),
    () => counts.close(),
    () => assignments.close(),
  );
  return {
    control: createRolloutControl(parts),
    assignments,
    counts,
    decider,
    made,
    errors,
    /** It asks for nothing any more and gives nothing back, as after SIGKILL. */
    kill() {
      isDead = true;
    },
  };
}

type Process = Awaited<ReturnType<typeof startProcess>>;

/** Operations of 150 callers on either side, of which so many of the candidate's fail. */
function traffic({ counts, assignments }: Process, failing: number): void {
  const [assignment] = assignments.current();
  if (assignment === undefined) return;
  for (const side of ['candidate', 'stable'] as const) {
    for (let at = 0; at < 150; at++) {
      const observe = counts.observe(assignment, side, {
        tenant: 'a',
        client: 'web',
        user: `${side}${at}`,
        scopes: new Set(),
        apiMajor: 2,
      });
      const failure = {
        connector: 'hubspot',
        version: '2.0.0',
        cause: { class: 'transient', message: 'down' },
      } as const;
      const isFailing = side === 'candidate' && at < failing;
      observe?.({
        version: side === 'candidate' ? '2.0.0' : '1.0.0',
        isWrite: false,
        durationMs: 10,
        outcomes: [
          isFailing
            ? { ok: false, failure }
            : {
                ok: true,
                value: null,
                origin: { connector: 'hubspot', version: '', connection: '', fetchedAt: 0, stale: false, tags: [] },
              },
        ],
      });
    }
  }
}

describeOnBoth('processes over one store', (databases) => {
  async function open(location: Awaited<ReturnType<typeof databases.create>>): Promise<Store> {
    const store = await openStore({ location });
    closing.push(() => store.close());
    return store;
  }

  it('route alike in under a second, and a bad candidate is out by what all of them counted', async () => {
    const location = await databases.create();
    const [one, two] = [await startProcess(await open(location)), await startProcess(await open(location))];
    const { id } = await one.control.start(WANTED, { cause: ADA, idempotencyKey: randomUUID() });
    await expect.poll(() => two.assignments.current(), { timeout: 1_000 }).toMatchObject([{ rollout: id, weight: 50 }]);
    await expect.poll(() => one.assignments.current(), { timeout: 1_000 }).toHaveLength(1);
    traffic(one, 30);
    traffic(two, 30);
    const state = async () => (await two.control.find(id))?.state.is;
    await expect.poll(state, { timeout: 6_000 }).toBe('rolled-back');
    await expect
      .poll(() => [...one.assignments.current(), ...two.assignments.current()], { timeout: 1_000 })
      .toEqual([]);
    const made = [...one.made, ...two.made];
    expect(made.filter(({ to }) => to.is === 'rolled-back')).toHaveLength(1);
    expect((await one.control.history(id)).map(({ revision }) => revision)).toEqual(
      Array.from({ length: 2 + made.length }, (_, index) => index + 1),
    );
    expect([...one.errors, ...two.errors]).toEqual([]);
  });

  it('another decides within five seconds of the death of the one that did, and nothing is done twice', async () => {
    const location = await databases.create();
    const first = await startProcess(await open(location));
    await expect.poll(() => first.decider.isDeciding, { timeout: 3_000 }).toBe(true);
    const second = await startProcess(await open(location));
    const rollout: Rollout = await first.control.start(WANTED, { cause: ADA, idempotencyKey: 'start' });
    await expect.poll(() => second.assignments.current(), { timeout: 1_000 }).toHaveLength(1);
    first.kill();
    traffic(second, 60);
    await expect.poll(() => second.decider.isDeciding, { timeout: TAKEOVER_MS }).toBe(true);
    const state = async () => (await second.control.find(rollout.id))?.state.is;
    await expect.poll(state, { timeout: 3_000 }).toBe('rolled-back');
    expect(first.made.filter(({ to }) => to.is === 'rolled-back')).toEqual([]);
    expect(await second.control.start(WANTED, { cause: ADA, idempotencyKey: 'start' })).toMatchObject({
      id: rollout.id,
      state: { is: 'rolled-back' },
    });
  });

  it('an admin’s command is done once under its key, by whichever process', async () => {
    const location = await databases.create();
    const [one, two] = [await startProcess(await open(location)), await startProcess(await open(location))];
    const { id, revision } = await one.control.start(WANTED, { cause: ADA, idempotencyKey: null });
    const by = { cause: ADA, expectedRevision: revision, idempotencyKey: 'pause' };
    const both = await Promise.all([one.control.pause(id, by), two.control.pause(id, by)]);
    expect(both.map(({ state }) => state.is)).toEqual(['paused', 'paused']);
    expect((await one.control.history(id)).filter(({ to }) => to.is === 'paused')).toHaveLength(1);
    await expect(two.control.resume(id, { ...by, expectedRevision: revision + 1 })).rejects.toMatchObject({
      code: 'ROLLOUT_IDEMPOTENCY_KEY_REUSED',
    });
  });
});
