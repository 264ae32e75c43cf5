import { afterEach, expect, it } from 'vitest';
import { MINIMAL, parse } from './config/parsing.fixture.js';
import { partsOverStore } from './parts-over-store.fixture.js';
import { createRolloutControl } from './rollouts/control/index.js';
import { createDeclaredRollouts, DECLARED_LEASE, type Drift, type RefusedDrift } from './rollouts/declared/index.js';
import type { GateResult } from './rollouts/model/index.js';
import { describeOnBoth } from './store/both-databases.fixture.js';
import { openStore, type Store } from './store/index.js';

const ADA = { kind: 'admin', name: 'ada', reason: null } as const;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const configured = (rollout: string | null) =>
  parse(rollout === null ? MINIMAL : MINIMAL.replace('version: ^1.0.0', `version: ^1.0.0, rollout: ${rollout}`));
const DECLARED = configured('{ version: ^2.0.0, steps: [{ weight: 5 }, { weight: 50 }] }');

/** One process of a gateway over the store. */
function startProcess(store: Store) {
  const gates: GateResult[] = [];
  const refusals: RefusedDrift[] = [];
  const applied: Drift[] = [];
  const errors: unknown[] = [];
  const installed: { stable: string; candidate: string | null } = { stable: '1.4.0', candidate: '2.1.0' };
  const control = createRolloutControl(
    partsOverStore(store, {
      versions: async (_connector, range) => ({ stable: installed.stable, candidate: range }),
      gates: async () => gates,
    }),
  );
  const declared = createDeclaredRollouts({
    control,
    versions: async () => installed,
    leases: store.leases,
    onApplied: (drift) => applied.push(drift),
    onRefused: (drift) => refusals.push(drift),
    onError: (error) => errors.push(error),
  });
  closing.push(() => declared.close());
  return { control, declared, gates, refusals, applied, errors, installed };
}

describeOnBoth('declared rollouts', (databases) => {
  async function setUp() {
    const location = await databases.create();
    const open = async () => {
      const store = await openStore({ location });
      closing.push(() => store.close());
      return startProcess(store);
    };
    const store = await openStore({ location });
    closing.push(() => store.close());
    return { ...startProcess(store), store, another: open };
  }

  it('begin by the configuration, once, whoever reads it how often', async () => {
    const { control, declared, applied, errors, another } = await setUp();
    const two = await another();
    await Promise.all([declared.apply(DECLARED), two.declared.apply(DECLARED)]);
    await declared.apply(DECLARED);
    await expect.poll(async () => two.declared.drift()).toMatchObject([{ effect: 'nothing' }]);
    const [rollout, ...others] = await control.list();
    expect(others).toEqual([]);
    expect(rollout).toMatchObject({ connector: 'hubspot', stable: '1.4.0', candidate: '2.1.0', state: { step: 0 } });
    const history = await control.history(rollout!.id);
    expect(history.map(({ cause }) => cause.kind)).toEqual(['configuration', 'configuration']);
    expect([...applied, ...two.applied]).toMatchObject([{ effect: 'starts' }]);
    expect([...errors, ...two.errors]).toEqual([]);
  });

  it('are applied by the next process when the one that was at it is gone', async () => {
    const { control, declared, store } = await setUp();
    const killed = await store.leases.hold(DECLARED_LEASE, 'killed', 1_500);
    await declared.apply(DECLARED);
    expect(await control.list()).toEqual([]);
    expect(killed).not.toBeNull();
    await expect.poll(() => control.list(), { timeout: 10_000 }).toHaveLength(1);
  });

  it('are rolled back when they are declared no more; what an admin started stays', async () => {
    const { control, declared, applied } = await setUp();
    await declared.apply(DECLARED);
    await declared.apply(configured(null));
    expect(applied).toMatchObject([{ effect: 'starts' }, { effect: 'rolls-back' }]);
    expect(await control.list()).toMatchObject([{ state: { is: 'rolled-back', reason: 'by the configuration' } }]);
    await control.start({ connector: 'hubspot', candidate: '2.1.0' }, { cause: ADA, idempotencyKey: null });
    await declared.apply(configured(null));
    expect((await control.list())[0]).toMatchObject({ state: { is: 'shadowing' } });
  });

  it('fight no admin: what is paused stays paused, what was rolled back is not tried again', async () => {
    const { control, declared, refusals } = await setUp();
    await declared.apply(DECLARED);
    const by = (expectedRevision: number) => ({ cause: ADA, idempotencyKey: null, expectedRevision });
    const [{ id, revision }] = (await control.list()) as [Awaited<ReturnType<typeof control.list>>[number]];
    const paused = await control.pause(id, by(revision));
    await declared.apply(DECLARED);
    expect(await control.find(id)).toEqual(paused);
    await control.rollBack(id, by(paused.revision));
    await declared.apply(DECLARED);
    // Another version that was tried by hand since makes no difference.
    const other = await control.start(
      { connector: 'hubspot', candidate: '2.2.0' },
      { cause: ADA, idempotencyKey: null },
    );
    await control.rollBack(other.id, by(other.revision));
    await declared.apply(DECLARED);
    expect(await control.list({ connector: 'hubspot' })).toHaveLength(2);
    expect(refusals.map(({ code, rollout }) => [code, rollout])).toEqual([
      ['ROLLOUT_STATE_REFUSES', id],
      ['ROLLOUT_STATE_REFUSES', id],
    ]);
    await declared.apply(configured('{ version: ^2.0.0, steps: [{ weight: 1 }] }'));
    expect((await control.list())[0]).toMatchObject({ candidate: '2.1.0', state: { is: 'stepping' } });
  });

  it('are refused with a code, shown as drift, and keep no other from being applied', async () => {
    const { control, declared, gates, refusals, installed, errors } = await setUp();
    gates.push({ gate: 'graph-extension', outcome: 'refused', lines: ['Query.ticket is gone.'] });
    await declared.apply(DECLARED);
    expect(refusals).toMatchObject([
      { code: 'ROLLOUT_GATE_REFUSED', line: expect.stringContaining('Query.ticket is gone.') },
    ]);
    expect(await declared.drift()).toMatchObject([{ effect: 'refused', code: 'ROLLOUT_GATE_REFUSED' }]);
    expect(await control.list()).toEqual([]);
    gates.pop();
    expect(await declared.drift()).toMatchObject([{ effect: 'starts' }]);
    await declared.apply(DECLARED);
    await declared.apply(configured('{ version: ^2.0.0, advance: approval, steps: [{ weight: 5 }, { weight: 50 }] }'));
    expect(refusals.at(-1)).toMatchObject({
      code: 'ROLLOUT_IN_PROGRESS',
      differences: [{ setting: 'advance', declared: 'approval', stored: 'automatic' }],
    });
    installed.candidate = null;
    await declared.apply(DECLARED);
    expect(refusals.at(-1)).toMatchObject({ code: 'ROLLOUT_VERSION_UNKNOWN' });
    expect(await control.list()).toMatchObject([{ state: { is: 'stepping' } }]);
    expect(errors).toEqual([]);
  });

  it('are tried again until the store can be asked', async () => {
    const { store } = await setUp();
    let away = true;
    const errors: unknown[] = [];
    const { control } = startProcess(store);
    const declared = createDeclaredRollouts({
      control: {
        ...control,
        list: (filter) => (away ? Promise.reject(new Error('away')) : control.list(filter)),
      },
      versions: async () => ({ stable: '1.4.0', candidate: '2.1.0' }),
      leases: store.leases,
      onApplied: () => {},
      onRefused: () => {},
      onError: (error) => errors.push(error),
    });
    closing.push(() => declared.close());
    await declared.apply(DECLARED);
    expect(errors).toHaveLength(1);
    away = false;
    await expect.poll(() => control.list(), { timeout: 10_000 }).toHaveLength(1);
  });
});
