import { afterEach, expect, it } from 'vitest';
import { partsOverStore } from './parts-over-store.fixture.js';
import { audited, createRolloutControl } from './rollouts/control/index.js';
import { type Rollout, RolloutError } from './rollouts/model/index.js';
import { describeOnBoth } from './store/both-databases.fixture.js';
import { openStore } from './store/index.js';

const ADA = { kind: 'admin', name: 'ada (token 80f22b2d)', reason: 'tried it' } as const;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

describeOnBoth('the audit of rollouts', (databases) => {
  async function setUp() {
    const store = await openStore({ location: await databases.create() });
    closing.push(() => store.close());
    let nowMs = 1_000;
    const now = () => nowMs++;
    const plain = createRolloutControl(partsOverStore(store, { now }));
    const errors: unknown[] = [];
    const control = audited(plain, { audit: store.audit, now, onError: (error) => errors.push(error) });
    const entries = async () => (await store.audit.list({ limit: 100 })).entries.toReversed();
    return { store, plain, control, entries, errors };
  }
  const by = ({ revision }: Rollout, idempotencyKey: string | null = null) => ({
    cause: ADA,
    idempotencyKey,
    expectedRevision: revision,
  });
  const STARTED = { cause: ADA, idempotencyKey: 'start' };
  const WANTED = {
    connector: 'hubspot',
    candidate: '^2',
    plan: { steps: [{ kind: 'weight', weight: 5 } as const, { kind: 'weight', weight: 50 } as const] },
  };

  it('has each deed once, by whom, and what came of it', async () => {
    const { control, entries } = await setUp();
    const started = await control.start(WANTED, STARTED);
    await control.start(WANTED, STARTED);
    const paused = await control.pause(started.id, by(started, 'pause'));
    await control.pause(started.id, by(started, 'pause'));
    const resumed = await control.resume(started.id, by(paused));
    const accepted = await control.acceptDifference(started.id, 'Contact.phone', by(resumed));
    const migrated = await control.migratePinned(started.id, 'all', by(accepted));
    const advanced = await control.advance(started.id, by(migrated));
    const promoting = await control.promote(started.id, by(advanced));
    await control.rollBack(started.id, by(promoting));
    const all = await entries();
    expect(all.map(({ what }) => what)).toEqual(
      [
        'create',
        'start',
        'pause',
        'resume',
        'accept-difference',
        'migrate-pinned',
        'advance',
        'promote',
        'roll-back',
      ].map((deed) => `rollout.${deed}`),
    );
    expect(all.every(({ who, rollout }) => who === ADA.name && rollout === started.id)).toBe(true);
    expect(all[4]?.details).toMatchObject({ outcome: 'done', accepted: 'Contact.phone', reason: 'tried it' });
    expect(all[6]?.details).toMatchObject({ from: 'stepping', to: 'stepping', step: 1, candidate: '2.1.0' });
  });

  it('has what evidence and time did, in their own names', async () => {
    const { store, control, entries } = await setUp();
    const { id } = await control.start(WANTED, STARTED);
    const at = { is: 'stepping', step: 0, sinceMs: 2, slowAfterMs: null } as const;
    const cause = { kind: 'evidence', decision: 'hold' } as const;
    const held = { is: 'held', at, reason: 'vendor-incident', why: 'Stable fails.', sinceMs: 3 } as const;
    const fixed = { ...held, at: { ...at, slowAfterMs: 20 } };
    const transition = { rollout: id, atMs: 5_000, evidence: null };
    await store.rollouts.append({ ...transition, revision: 3, from: 'stepping', cause, to: held }, {});
    await store.rollouts.append({ ...transition, revision: 4, from: 'held', cause: { kind: 'clock' }, to: fixed }, {});
    const other = { ...fixed, reason: 'few-callers', why: 'Few.' } as const;
    await store.rollouts.append({ ...transition, revision: 5, from: 'held', cause, to: other }, {});
    expect((await entries()).filter(({ atMs }) => atMs === 5_000).toSorted(byRevision)).toMatchObject([
      { who: 'evidence', what: 'rollout.hold', details: { reason: 'Stable fails.' } },
      { who: 'clock', what: 'rollout.fix-slow-threshold' },
      { who: 'evidence', what: 'rollout.hold', details: { reason: 'Few.' } },
    ]);
  });

  it('has refusals, with their codes', async () => {
    const { control, entries } = await setUp();
    const started = await control.start(WANTED, STARTED);
    await expect(control.resume(started.id, by(started))).rejects.toThrow(RolloutError);
    await expect(control.pause(started.id, { ...by(started), expectedRevision: 1 })).rejects.toThrow(RolloutError);
    await expect(control.start(WANTED, { cause: ADA, idempotencyKey: null })).rejects.toThrow(RolloutError);
    await expect(control.pause('none', by(started))).rejects.toThrow(RolloutError);
    expect((await entries()).slice(2)).toMatchObject([
      { what: 'rollout.resume', rollout: started.id, connector: 'hubspot', details: { code: 'ROLLOUT_STATE_REFUSES' } },
      { what: 'rollout.pause', details: { code: 'ROLLOUT_REVISION_STALE', expectedRevision: 1 } },
      { what: 'rollout.start', rollout: null, connector: 'hubspot', details: { code: 'ROLLOUT_IN_PROGRESS' } },
      { what: 'rollout.pause', rollout: 'none', connector: null, details: { code: 'ROLLOUT_NOT_FOUND' } },
    ]);
  });

  it('tells a refusal also where it cannot be recorded', async () => {
    const { plain, errors } = await setUp();
    const append = () => Promise.reject(new Error('disk full'));
    const control = audited(plain, { audit: { append }, now: Date.now, onError: (error) => errors.push(error) });
    await expect(control.pause('none', { cause: ADA, idempotencyKey: null, expectedRevision: 1 })).rejects.toThrow(
      expect.objectContaining({ code: 'ROLLOUT_NOT_FOUND' }),
    );
    expect(errors).toHaveLength(1);
  });
});

function byRevision(a: { details: Readonly<Record<string, unknown>> }, b: typeof a): number {
  return Number(a.details.revision) - Number(b.details.revision);
}
