import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Decision, type HoldReason, PERIOD_MS } from '../evidence/index.js';
import { type Cause, RolloutError, type RolloutState } from '../model/index.js';
import { activeOf } from './active-state.js';
import { allowedCommands, apply, COMMANDS, type Command } from './apply.js';
import { assignmentOf } from './assignment-of.js';
import { decide } from './decide.js';
import { parsePlan } from './plan.js';
import { rolloutIn } from './rollout.fixture.js';
import { fixSlowThreshold, SETTLED_AFTER_MS, settle } from './settle.js';

const NOW = 1_000_000;
const cause: Cause = { kind: 'admin', name: 'ada', reason: 'looks odd' };
const moment = { nowMs: NOW, cause, evidence: null };
const shadowing = { is: 'shadowing', step: 0, sinceMs: 5, slowAfterMs: null } as const;
const stepping = { is: 'stepping', step: 2, sinceMs: 5, slowAfterMs: 80 } as const;
const last = { ...stepping, step: 5 };
const promoting = { is: 'promoting', sinceMs: 5, slowAfterMs: 80 } as const;
const paused = (at: typeof stepping | typeof promoting) => ({ is: 'paused', at, sinceMs: 9 }) as const;
const held = { is: 'held', at: stepping, reason: 'vendor-incident', why: 'x', sinceMs: 9 } as const;
const kept: RolloutState = { is: 'promoted', atMs: 5, stableKeptUntilMs: NOW + 1 };
const over: RolloutState = { is: 'promoted', atMs: 5, stableKeptUntilMs: NOW };

const first: RolloutState = { is: 'shadowing', step: 0, sinceMs: NOW, slowAfterMs: null };
const next: RolloutState = { ...stepping, step: 3, sinceMs: NOW };
const toPromoting: RolloutState = { is: 'promoting', sinceMs: NOW, slowAfterMs: 80 };
const rolledBack: RolloutState = { is: 'rolled-back', atMs: NOW, reason: 'ada: looks odd' };
const aborted: RolloutState = { is: 'aborted', atMs: NOW, by: 'ada' };
const pausing = (at: typeof shadowing | typeof stepping | typeof promoting): RolloutState => ({
  is: 'paused',
  at,
  sinceMs: NOW,
});

/** Commands whose names are others on the command line. */
const AS_ASKED: Partial<Record<string, string>> = { 'roll-back': 'rollback', abort: 'rollback' };

/** By command, in the order of COMMANDS: start, pause, resume, advance, promote, roll-back, abort. Null is refused. */
const TABLE: readonly [string, RolloutState, readonly (RolloutState | null)[]][] = [
  ['draft', { is: 'draft' }, [first, null, null, null, null, null, aborted]],
  [
    'shadowing',
    shadowing,
    [
      null,
      pausing(shadowing),
      null,
      { is: 'stepping', step: 1, sinceMs: NOW, slowAfterMs: null },
      { ...toPromoting, slowAfterMs: null },
      rolledBack,
      aborted,
    ],
  ],
  ['stepping', stepping, [null, pausing(stepping), null, next, toPromoting, rolledBack, aborted]],
  [
    'the last step',
    last,
    [null, { is: 'paused', at: last, sinceMs: NOW }, null, toPromoting, toPromoting, rolledBack, aborted],
  ],
  ['promoting', promoting, [null, pausing(promoting), null, null, null, rolledBack, aborted]],
  ['paused in a step', paused(stepping), [null, null, stepping, next, toPromoting, rolledBack, aborted]],
  ['paused in promoting', paused(promoting), [null, null, promoting, null, null, rolledBack, aborted]],
  ['held', held, [null, pausing(stepping), null, next, toPromoting, rolledBack, aborted]],
  ['promoted within the window', kept, [null, null, null, null, null, rolledBack, null]],
  ['promoted after the window', over, [null, null, null, null, null, null, null]],
  ['rolled back', { is: 'rolled-back', atMs: 5, reason: 'x' }, [null, null, null, null, null, null, null]],
  ['aborted', { is: 'aborted', atMs: 5, by: 'x' }, [null, null, null, null, null, null, null]],
];

describe.each(TABLE)('a rollout that is %s', (_name, state, row) => {
  const rollout = rolloutIn(state);

  it.each(COMMANDS.map((command, index) => [command, row[index] ?? null] as const))('asked to %s', (command, to) => {
    const result = apply(rollout, command, moment);
    if (to === null) {
      expect(result).toBeInstanceOf(RolloutError);
      expect((result as RolloutError).code).toBe('ROLLOUT_STATE_REFUSES');
      expect((result as RolloutError).message).toContain(`got ${AS_ASKED[command] ?? command}. Allowed: `);
      for (const allowed of allowedCommands(rollout, NOW))
        expect((result as RolloutError).message).toContain(AS_ASKED[allowed] ?? allowed);
      expect((result as RolloutError).message).not.toMatch(/roll-back|Allowed:.*abort/);
      return;
    }
    expect(result).toEqual({ rollout: 'r1', revision: 8, atMs: NOW, cause, from: state.is, to, evidence: null });
  });

  it('says what is allowed', () => {
    expect(allowedCommands(rollout, NOW)).toEqual(COMMANDS.filter((_, index) => row[index] !== null));
  });
});

it('a refusal of what is over says so, and of a promoted one when its window ended', () => {
  const refused = apply(rolloutIn(over), 'roll-back', moment) as RolloutError;
  expect(refused.message).toMatch(
    /is promoted; got rollback. Allowed: nothing more.*ended at 1970-01-01T00:16:40.000Z/,
  );
});

const evidence = { lnEvidence: 1, lnThreshold: 5, requests: { seen: 1, wanted: 2 }, tests: [] };
const advance: Decision = { outcome: 'advance', to: { kind: 'step', step: 3 }, evidence };
const back: Decision = { outcome: 'roll-back', reason: 'too many', evidence };
const hold = (reason: HoldReason): Decision => ({ outcome: 'hold', hold: reason, reason: 'why', evidence });
const decided = (state: RolloutState, decision: Decision, nowMs = NOW, plan = {}) =>
  decide(rolloutIn(state, { plan: parsePlan(plan) }), decision, nowMs)?.to ?? null;

describe('the evidence', () => {
  it('rolls back from a step, also a held or paused one, with its numbers on record', () => {
    const to = { is: 'rolled-back', atMs: NOW, reason: 'too many' };
    for (const state of [stepping, held, paused(stepping), promoting, paused(promoting)]) {
      expect(decided(state, back)).toEqual(to);
    }
    expect(decide(rolloutIn(stepping), back, NOW)).toMatchObject({
      evidence,
      cause: { kind: 'evidence', decision: 'roll-back' },
    });
  });

  it('advances from a step and a held one, to promotion after the last, and not while paused', () => {
    expect(decided(stepping, advance)).toEqual(next);
    expect(decided(held, advance)).toEqual(next);
    expect(decided(last, advance)).toEqual(toPromoting);
    expect(decided(paused(stepping), advance)).toBeNull();
  });

  it('waits for an approval where the plan wants one, and says so once', () => {
    const waiting = decided(stepping, advance, NOW, { advance: 'approval' });
    expect(waiting).toMatchObject({ is: 'held', reason: 'approval', at: stepping });
    expect(decided(waiting!, advance, NOW, { advance: 'approval' })).toBeNull();
    expect(apply(rolloutIn(waiting!), 'advance', moment)).toMatchObject({ to: next });
  });

  it('holds at once by an incident or a difference, and goes on by itself when the reason is gone', () => {
    const young = { ...stepping, sinceMs: NOW };
    for (const reason of ['vendor-incident', 'comparison-different'] as const) {
      const now = decided(young, hold(reason));
      expect(now).toEqual({ is: 'held', at: young, reason, why: 'why', sinceMs: NOW });
      expect(decided(now!, hold(reason))).toBeNull();
      expect(decided(now!, hold('too-little-traffic'))).toEqual(young);
    }
    expect(decided(paused(stepping), hold('vendor-incident'))).toBeNull();
  });

  it.each(['few-callers', 'too-little-traffic', 'comparison-undecided', 'ratio-not-shown'] as const)(
    'holds by %s when a period did not end it',
    (reason) => {
      const step = { ...stepping, sinceMs: NOW };
      expect(decided(step, hold(reason), NOW + PERIOD_MS - 1)).toBeNull();
      expect(decided(step, hold(reason), NOW + PERIOD_MS)).toMatchObject({ is: 'held', at: step, reason });
    },
  );

  it('says nothing where nothing is counted', () => {
    for (const state of [kept, rolledBack, aborted, { is: 'draft' } as const]) {
      expect(decided(state, back)).toBeNull();
    }
    for (const state of [promoting, paused(promoting)]) {
      for (const decision of [advance, hold('ratio-not-shown')]) expect(decided(state, decision)).toBeNull();
    }
  });
});

describe('time alone', () => {
  it('ends promoting when every process has heard of it and the evidence has no doubts', () => {
    const state = { ...promoting, sinceMs: NOW };
    expect(settle(rolloutIn(state), advance, NOW + SETTLED_AFTER_MS - 1)).toBeNull();
    expect(settle(rolloutIn(state), hold('ratio-not-shown'), NOW + SETTLED_AFTER_MS)).toBeNull();
    expect(settle(rolloutIn(state), null, NOW + SETTLED_AFTER_MS)?.to.is).toBe('promoted');
    expect(settle(rolloutIn(state), advance, NOW + SETTLED_AFTER_MS)?.to).toEqual({
      is: 'promoted',
      atMs: NOW + SETTLED_AFTER_MS,
      stableKeptUntilMs: NOW + SETTLED_AFTER_MS + 7 * 24 * 3_600_000,
    });
    expect(settle(rolloutIn(stepping), advance, NOW)).toBeNull();
  });

  it('what is slow is fixed once, wherever the rollout is, and goes with it', () => {
    expect(fixSlowThreshold(rolloutIn(shadowing), 80, NOW)?.to).toEqual({ ...shadowing, slowAfterMs: 80 });
    expect(fixSlowThreshold(rolloutIn({ ...held, at: shadowing }), 80, NOW)?.to).toMatchObject({
      is: 'held',
      at: { slowAfterMs: 80 },
    });
    expect(fixSlowThreshold(rolloutIn(stepping), 90, NOW)).toBeNull();
    expect(fixSlowThreshold(rolloutIn(promoting), 90, NOW)).toBeNull();
  });
});

describe('what a rollout means for routing', () => {
  it.each<[string, RolloutState, object | null]>([
    ['draft', { is: 'draft' }, null],
    ['shadowing', shadowing, { weight: 0, shadowShare: 20, writes: false, countedStep: 0, countedSinceMs: 5 }],
    ['stepping', stepping, { weight: 5, shadowShare: 0, writes: false, countedStep: 2, slowAfterMs: 80 }],
    ['the last step', last, { weight: 95, writes: true, countedStep: 5 }],
    ['paused', paused(stepping), { weight: 5, countedStep: 2 }],
    ['held', held, { weight: 5, countedStep: 2 }],
    ['promoting', promoting, { weight: 100, shadowShare: 0, writes: true, countedStep: 6, countedSinceMs: 5 }],
    ['paused in promoting', paused(promoting), { weight: 100, countedStep: 6, slowAfterMs: 80 }],
    ['promoted', kept, { weight: 100, writes: true, countedStep: null }],
    ['rolled back', rolledBack, null],
    ['aborted', aborted, null],
  ])('%s', (_name, state, expected) => {
    const assignment = assignmentOf(rolloutIn(state));
    if (expected === null) expect(assignment).toBeNull();
    else
      expect(assignment).toMatchObject({
        rollout: 'r1',
        revision: 7,
        connector: 'hubspot',
        candidate: '2.0.0',
        ...expected,
      });
  });
});

it('whatever is asked, the weight rises or the rollout is over', () => {
  const decisions = [advance, hold('vendor-incident'), hold('too-little-traffic')];
  const asked = fc.array(fc.oneof(fc.constantFrom<Command>(...COMMANDS), fc.constantFrom(...decisions)), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(asked, (all) => {
      let rollout = rolloutIn({ is: 'draft' });
      let weight = 0;
      all.forEach((each, index) => {
        const nowMs = NOW + index * 60_000;
        const made =
          typeof each === 'string'
            ? apply(rollout, each, { ...moment, nowMs })
            : (decide(rollout, each, nowMs) ?? settle(rollout, each, nowMs));
        if (made === null || made instanceof RolloutError) return;
        expect([made.revision, made.from]).toEqual([rollout.revision + 1, rollout.state.is]);
        rollout = { ...rollout, state: made.to, revision: made.revision };
        const assignment = assignmentOf(rollout);
        if (assignment === null) expect(activeOf(rollout.state)).toBeNull();
        else expect(assignment.weight).toBeGreaterThanOrEqual(weight);
        weight = assignment?.weight ?? 0;
      });
    }),
    { seed: 5, numRuns: 500 },
  );
});
