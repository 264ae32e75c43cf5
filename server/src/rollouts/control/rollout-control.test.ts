import { describe, expect, it } from 'vitest';
import { type ActingOnRevision, callerHash, RolloutError } from '../model/index.js';
import { ADA, eventsOf, HALF, HOUR, START, setUpControl } from './control.fixture.js';

const by = (expectedRevision: number, idempotencyKey: string | null = null): ActingOnRevision => ({
  cause: ADA,
  expectedRevision,
  idempotencyKey,
});
const started = async (setUp = setUpControl()) => ({
  ...setUp,
  rollout: await setUp.control.start(HALF, { cause: ADA, idempotencyKey: 'start' }),
});
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing was refused',
    (error: unknown) => (error instanceof RolloutError ? `${error.code}: ${error.message}` : String(error)),
  );

describe('a start', () => {
  it('makes a draft and begins it, each on record', async () => {
    const { control, rollout } = await started();
    expect(rollout).toMatchObject({
      connector: 'hubspot',
      stable: '1.0.0',
      candidate: '2.0.0',
      revision: 2,
      state: { is: 'stepping', step: 0, sinceMs: START, slowAfterMs: null },
    });
    expect((await control.history(rollout.id)).map(({ from, to, cause }) => [from, to.is, cause])).toEqual([
      [null, 'draft', ADA],
      ['draft', 'stepping', ADA],
    ]);
  });

  it('sent twice is one rollout, and begins what was left a draft', async () => {
    const { control, rollout, store } = await started();
    expect(await control.start(HALF, { cause: ADA, idempotencyKey: 'start' })).toEqual(rollout);
    expect(await codeOf(control.start(HALF, { cause: ADA, idempotencyKey: 'another' }))).toMatch(
      /^ROLLOUT_IN_PROGRESS/,
    );
    expect(await store.records.list()).toHaveLength(1);
  });

  it('is refused by a gate, and by a plan that cannot be followed, before anything is kept', async () => {
    const { control, said, store } = setUpControl();
    said.gates = [
      { gate: 'hosts', outcome: 'shown', lines: ['a new host'] },
      { gate: 'loads', outcome: 'refused', lines: ['Expected it to load;', 'it does not.'] },
    ];
    expect(await codeOf(control.start(HALF, { cause: ADA, idempotencyKey: null }))).toMatch(
      /^ROLLOUT_GATE_REFUSED: .*loads: Expected it to load; it does not\./,
    );
    const wrong = { ...HALF, plan: { steps: [{ kind: 'weight' as const, weight: 120 }] } };
    expect(await codeOf(control.start(wrong, { cause: ADA, idempotencyKey: null }))).toMatch(
      /^ROLLOUT_PLAN_INVALID: .*at most 100 per cent; got 120/,
    );
    expect(await store.records.list()).toEqual([]);
  });

  it('is planned without a trace: versions, gates, and the minutes by the traffic of late', async () => {
    const { control, store } = setUpControl();
    expect(await control.plan(HALF)).toMatchObject({ candidate: '2.0.0', gates: [], shortestMinutes: null });
    store.histories = [
      { caller: 'user:a', events: 500_000, bad: { failures: 5_000 } },
      { caller: 'tenant:a', events: 500_000, bad: { failures: 5_000 } },
    ];
    const { shortestMinutes } = await control.plan(HALF);
    expect(shortestMinutes?.every((minutes) => minutes > 1 && minutes < 10_000)).toBe(true);
    expect(await control.list()).toEqual([]);
  });

  it('is planned in hours also beside a stable version that never failed', async () => {
    const { control, store } = setUpControl();
    const minutesOf = async (failures: number): Promise<number> => {
      store.histories = [{ caller: 'user:a', events: 50_000, bad: { failures } }];
      const { shortestMinutes } = await control.plan(HALF);
      return (shortestMinutes ?? [Number.NaN]).reduce((sum, minutes) => sum + minutes);
    };
    expect(await minutesOf(0)).toBeLessThan(24 * 60);
    expect(await minutesOf(0)).toBeLessThan(await minutesOf(500));
  });
});

describe('what an admin does', () => {
  it('goes on record with the evidence of that moment', async () => {
    const { control, rollout, store } = await started();
    await store.counts.add(eventsOf(rollout, START, { candidate: { events: 100 }, stable: { events: 100 } }));
    await control.pause(rollout.id, by(2));
    const [, , last] = await control.history(rollout.id);
    expect(last).toMatchObject({ cause: ADA, from: 'stepping', evidence: { requests: { seen: 100 } } });
  });

  it('goes through pause, resume, advance, promote and back', async () => {
    const { control, rollout } = await started();
    const states = [];
    states.push(await control.pause(rollout.id, by(2)));
    states.push(await control.resume(rollout.id, by(3)));
    states.push(await control.advance(rollout.id, by(4)));
    states.push(await control.promote(rollout.id, by(5)));
    states.push(await control.rollBack(rollout.id, by(6)));
    expect(states.map(({ state }) => state.is)).toEqual(['paused', 'stepping', 'stepping', 'promoting', 'rolled-back']);
    expect(await codeOf(control.pause(rollout.id, by(7)))).toMatch(/^ROLLOUT_STATE_REFUSES: .*rolled-back; got pause/);
  });

  it('is refused when the rollout has gone on since', async () => {
    const { control, rollout } = await started();
    expect(await codeOf(control.pause(rollout.id, by(1)))).toMatch(/^ROLLOUT_REVISION_STALE: .*2 \(stepping\); got 1/);
  });

  it('is done once under one key, however often it is sent', async () => {
    const { control, rollout } = await started();
    const paused = await control.pause(rollout.id, by(2, 'p'));
    expect(await control.pause(rollout.id, by(2, 'p'))).toEqual(paused);
    await control.resume(rollout.id, by(3, 'r'));
    expect((await control.pause(rollout.id, by(2, 'p'))).state.is).toBe('stepping');
    expect(await control.history(rollout.id)).toHaveLength(4);
  });

  it('of a rollout that nobody knows is refused', async () => {
    const { control } = setUpControl();
    expect(await codeOf(control.pause('none', by(1)))).toMatch(/^ROLLOUT_NOT_FOUND: .*got "none"/);
    expect(await control.find('none')).toBeNull();
  });

  it('accepts a difference, on record and for the comparison', async () => {
    const { control, rollout, said } = await started();
    const after = await control.acceptDifference(rollout.id, 'Contact.email', by(2));
    expect(after).toMatchObject({ revision: 3, state: rollout.state });
    expect(said.accepted).toEqual(['Contact.email']);
    expect(await codeOf(control.acceptDifference(rollout.id, 'Contact.phon', by(3)))).toMatch(
      /^ROLLOUT_FIELD_UNKNOWN: .*\(Contact\.email, Contact\.phone\); got "Contact\.phon"/,
    );
    expect(await codeOf(control.acceptDifference(rollout.id, 'Contact.email', by(3)))).toMatch(
      /^ROLLOUT_NOTHING_TO_DO: .*accepted by ada/,
    );
    expect((await control.history(rollout.id)).at(-1)?.cause).toEqual({ ...ADA, did: { accepted: 'Contact.email' } });
  });

  it('migrates callers that were kept on stable, on record', async () => {
    const { control, rollout, store } = await started();
    const ada = callerHash({ tenant: 'acme', client: 'web', user: 'ada', scopes: new Set(), apiMajor: 2 }, 'user');
    await store.kept.keep(rollout.id, { coordinates: [], callers: ['user:a', ada], isComplete: true });
    expect(await codeOf(control.migratePinned(rollout.id, ['user:a', 'acme/bob'], by(2)))).toMatch(
      /^ROLLOUT_CALLER_UNKNOWN: .*\(2 of them\).*"acme\/bob" is not among them\. Nothing was changed/,
    );
    const again = () => control.migratePinned(rollout.id, ['user:a'], by(2, 'once'));
    expect((await again()).revision).toBe(3);
    expect((await again()).revision).toBe(3);
    expect(await store.kept.callers(rollout.id)).toEqual([ada]);
    await control.migratePinned(rollout.id, ['acme/ada'], by(3));
    expect(await codeOf(control.migratePinned(rollout.id, 'all', by(4)))).toMatch(/^ROLLOUT_NOTHING_TO_DO: .*none/);
    const history = await control.history(rollout.id);
    expect(history.slice(2).map(({ cause }) => cause)).toMatchObject([
      { did: { migrated: ['user:a'] } },
      { did: { migrated: [ada] } },
    ]);
    await control.rollBack(rollout.id, by(4));
    expect(await codeOf(control.migratePinned(rollout.id, 'all', by(5)))).toMatch(
      /^ROLLOUT_STATE_REFUSES: .*rolled-back/,
    );
  });
});

describe('the evidence', () => {
  it('is what the judge says of the current step and while promoting, and nothing where nothing is counted', async () => {
    const { control, rollout } = await started();
    expect(await control.evidence(rollout.id)).toMatchObject({ outcome: 'hold', hold: 'too-little-traffic' });
    await control.promote(rollout.id, by(2));
    expect(await control.evidence(rollout.id)).toMatchObject({ outcome: 'advance', to: { kind: 'promotion' } });
    await control.rollBack(rollout.id, by(3));
    expect(await control.evidence(rollout.id)).toBeNull();
  });

  it('of a shadow step is the comparison’s', async () => {
    const { control, said } = setUpControl();
    said.verdict = 'undecided';
    const wanted = {
      ...HALF,
      plan: {
        steps: [
          { kind: 'shadow' as const, share: 20 },
          { kind: 'weight' as const, weight: 5 },
        ],
      },
    };
    const { id } = await control.start(wanted, { cause: ADA, idempotencyKey: null });
    expect(await control.evidence(id)).toMatchObject({ hold: 'comparison-undecided' });
    said.verdict = 'clean';
    expect(await control.evidence(id)).toMatchObject({ outcome: 'advance', to: { kind: 'step', step: 1 } });
  });

  it('weighs callers by what stable did for them in whole hours before, told apart as the plan does', async () => {
    const asked: number[][] = [];
    const setUp = setUpControl();
    const { control } = setUpControl({
      ...setUp.parts,
      usage: {
        history: async (_connector, sinceMs, untilMs) => {
          asked.push([sinceMs, untilMs]);
          return [
            { caller: 'user:candidate0', events: 100_000, bad: { failures: 9_000 } },
            { caller: 'user:stable0', events: 100_000, bad: { failures: 1_000 } },
            { caller: 'tenant:x', events: 100_000, bad: { failures: 50_000 } },
          ];
        },
      },
    });
    setUp.clock.nowMs = START;
    const rollout = await control.start(HALF, { cause: ADA, idempotencyKey: null });
    const one = (side: 'candidate' | 'stable') => ({
      rollout: rollout.id,
      periodStartedAtMs: (rollout.state as { sinceMs: number }).sinceMs,
      step: 0,
      side,
      caller: `user:${side}0`,
      events: 100,
      bad: {},
    });
    await setUp.store.counts.add([one('candidate'), one('stable')]);
    const share = (await control.evidence(rollout.id))?.evidence.tests[0]?.share;
    expect(share).toMatchObject({ basis: 'history', value: expect.closeTo(0.9, 2) });
    expect(asked[0]).toEqual([START - 7 * 24 * HOUR, START - 1]);
  });
});

describe('a watch', () => {
  it('tells the rollout at once, at each change, and ends with its consumer', async () => {
    const { control, rollout } = await started();
    const watched = control.watch(rollout.id, 60_000)[Symbol.asyncIterator]();
    expect((await watched.next()).value).toMatchObject({ rollout: { revision: 2 }, decision: { outcome: 'hold' } });
    const next = watched.next();
    await control.pause(rollout.id, by(2));
    expect((await next).value).toMatchObject({ rollout: { revision: 3, state: { is: 'paused' } } });
    expect(await watched.return?.()).toEqual({ done: true, value: undefined });
  });

  it('of nothing rejects', async () => {
    const { control } = setUpControl();
    expect(await codeOf(control.watch('none', 1_000)[Symbol.asyncIterator]().next())).toMatch(/^ROLLOUT_NOT_FOUND/);
  });
});

it('of two rollouts of a connector the newer one is rolled back first', async () => {
  let configured = { stable: '1.0.0', candidate: '2.0.0' };
  const { control, rollout, clock, parts } = await started(setUpControl({ versions: async () => configured }));
  const { store } = { store: parts };
  await control.promote(rollout.id, by(2));
  const promoted = { is: 'promoted', atMs: START, stableKeptUntilMs: START + HOUR } as const;
  await store.records.append(
    {
      rollout: rollout.id,
      revision: 4,
      atMs: START,
      cause: { kind: 'clock' },
      from: 'promoting',
      to: promoted,
      evidence: null,
    },
    {},
  );
  expect(await codeOf(control.start(HALF, { cause: ADA, idempotencyKey: null }))).toMatch(
    /expected.*2\.0\.0, which was promoted; it leads to 1\.0\.0/i,
  );
  configured = { stable: '2.0.0', candidate: '3.0.0' };
  clock.nowMs += 1_000;
  const newer = await control.start(HALF, { cause: ADA, idempotencyKey: null });
  expect(await codeOf(control.rollBack(rollout.id, by(4)))).toMatch(new RegExp(`Roll back ${newer.id} first`));
  await control.rollBack(newer.id, by(2));
  configured = { stable: '1.0.0', candidate: '2.0.0' };
  expect((await control.rollBack(rollout.id, by(4))).state.is).toBe('rolled-back');
});

it('what was promoted is not rolled back where the configuration leads to it by itself', async () => {
  const { control, store } = setUpControl({ versions: async () => ({ stable: '2.0.0', candidate: '1.0.0' }) });
  const promoted = { is: 'promoted', atMs: START, stableKeptUntilMs: START + HOUR } as const;
  const draft = await setUpControl().control.start(HALF, { cause: ADA, idempotencyKey: null });
  const first = { rollout: draft.id, revision: 1, atMs: START, cause: ADA, from: null, to: promoted, evidence: null };
  await store.records.create({ ...draft, state: promoted, revision: 1 }, first, null);
  await expect(control.rollBack(draft.id, { cause: ADA, expectedRevision: 1, idempotencyKey: null })).rejects.toThrow(
    /leads to 2\.0\.0 by itself\. Set "version" back to a range with 1\.0\.0/,
  );
});
