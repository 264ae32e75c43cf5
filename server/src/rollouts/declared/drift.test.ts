import { expect, it } from 'vitest';
import { lines, MINIMAL, parse } from '../../config/parsing.fixture.js';
import { DEFAULT_ANALYSIS, DEFAULT_STEPS } from '../evidence/index.js';
import type { Rollout, RolloutPlan, RolloutState } from '../model/index.js';
import { declaredRollouts, drift, type StoredRollout } from './index.js';

const DEFAULTS: RolloutPlan = {
  steps: DEFAULT_STEPS,
  advance: 'automatic',
  stickyBy: 'user',
  writesFromStep: 1,
  analysis: DEFAULT_ANALYSIS,
  comparison: { toleratedMismatch: 0.03 },
  rollbackWindowMs: 604_800_000,
};
const COMPLETE = (plan: Partial<RolloutPlan>): RolloutPlan => ({ ...DEFAULTS, ...plan });
const SHADOWING: RolloutState = { is: 'shadowing', step: 0, sinceMs: 1, slowAfterMs: null };

const configured = (rollout: string) => MINIMAL.replace('version: ^1.0.0', `version: ^1.0.0, rollout: ${rollout}`);

function declared(rollout: string, candidate: string | null = '2.1.0', stable = '1.4.0') {
  return declaredRollouts(parse(configured(rollout))).map((each) => ({ ...each, stable, candidate }));
}

function stored(
  state: RolloutState,
  given: Partial<Rollout> = {},
  startedBy: StoredRollout['startedBy'] = 'configuration',
) {
  const rollout: Rollout = {
    id: 'r1',
    connector: 'hubspot',
    stable: '1.4.0',
    candidate: '2.1.0',
    plan: DEFAULTS,
    state,
    revision: 1,
    createdAtMs: 1,
    ...given,
  };
  return { rollout, startedBy };
}

it('starts what is declared and was never tried', () => {
  const [first] = drift(
    declared('{ version: ^2.0.0, steps: [{ shadow: 20% }, { weight: 5 }], stickyBy: tenant }'),
    [],
    COMPLETE,
  );
  expect(first).toMatchObject({
    effect: 'starts',
    candidate: '2.1.0',
    plan: {
      steps: [
        { kind: 'shadow', share: 20 },
        { kind: 'weight', weight: 5 },
      ],
      stickyBy: 'tenant',
      advance: 'automatic',
      analysis: DEFAULT_ANALYSIS,
    },
  });
});

it('does nothing about what is under way as declared, or promoted, or in use', () => {
  const wanted = declared('{ version: ^2.0.0 }');
  expect(drift(wanted, [stored(SHADOWING)], COMPLETE)).toMatchObject([{ effect: 'nothing', rollout: 'r1' }]);
  const promoted = stored({ is: 'promoted', atMs: 2, stableKeptUntilMs: 3 });
  expect(drift(wanted, [promoted], COMPLETE)).toMatchObject([{ effect: 'nothing' }]);
  expect(drift(declared('{ version: ^2.0.0 }', '2.1.0', '2.1.0'), [], COMPLETE)).toMatchObject([
    { effect: 'nothing', line: expect.stringContaining('in use already') },
  ]);
});

it('refuses a plan that changes on the way, naming each setting', () => {
  const wanted = declared('{ version: ^2.0.0, advance: approval, analysis: { alpha: 0.05 } }');
  expect(drift(wanted, [stored(SHADOWING)], COMPLETE)).toMatchObject([
    {
      effect: 'refused',
      differences: [
        { setting: 'advance', declared: 'approval', stored: 'automatic' },
        { setting: 'analysis.alpha', declared: '0.05', stored: '0.01' },
      ],
    },
  ]);
});

it('refuses a second candidate while the first is on its way, and a range that nothing is in', () => {
  expect(drift(declared('{ version: ^3.0.0 }', '3.0.0'), [stored(SHADOWING)], COMPLETE)).toMatchObject([
    { effect: 'refused', rollout: 'r1', line: expect.stringContaining('promote that or roll it back first') },
  ]);
  expect(drift(declared('{ version: ^9.0.0 }', null), [], COMPLETE)).toMatchObject([
    { effect: 'refused', line: expect.stringContaining('in ^9.0.0') },
  ]);
});

it('does not start again by itself what was rolled back, unless the declaration changes', () => {
  const back = stored({ is: 'rolled-back', atMs: 2, reason: 'failures' });
  expect(drift(declared('{ version: ^2.0.0 }'), [back], COMPLETE)).toMatchObject([
    { effect: 'refused', rollout: 'r1' },
  ]);
  expect(drift(declared('{ version: ^2.0.0, advance: approval }'), [back], COMPLETE)).toMatchObject([
    { effect: 'starts' },
  ]);
  expect(drift(declared('{ version: ^2.0.0 }', '2.2.0'), [back], COMPLETE)).toMatchObject([{ effect: 'starts' }]);
});

it('rolls back what it started and declares no more; what an admin started stays', () => {
  expect(drift([], [stored(SHADOWING)], COMPLETE)).toMatchObject([{ effect: 'rolls-back', rollout: 'r1' }]);
  expect(drift([], [stored(SHADOWING, {}, 'admin')], COMPLETE)).toMatchObject([{ effect: 'nothing', rollout: 'r1' }]);
});

it.each([
  [
    '{ version: ^2.0.0, steps: [{ weight: 120 }] }',
    'steps[0].weight: expected a number from 0 to 100, but got the number 120',
  ],
  [
    '{ version: ^2.0.0, steps: [{ weight: 120% }] }',
    'steps[0].weight: expected a number from 0 to 100, but got "120%"',
  ],
  [
    '{ version: ^2.0.0, steps: [{ weight: 5 }, { weight: 1 }] }',
    'steps: expected steps of more than 0 per cent, whose weights rise so that callers stay where they are',
  ],
  [
    '{ version: ^2.0.0, steps: [{ shadow: 5, weight: 1 }] }',
    'steps[0]: expected either { shadow: <percent of reads> } or { weight: <percent of callers> }',
  ],
  ['{ version: ^2.0.0, advance: aproval }', 'did you mean "approval"?'],
  ['{ version: ^2.0.0, analysis: { alpah: 1 } }', 'analysis.alpah: is no setting; did you mean "alpha"?'],
  ['{ version: ^2.0.0, analysis: { alpha: 2 } }', 'analysis.alpha: expected a number'],
  ['{ version: ^2.0.0, analysis: { requests: { least: 9, most: 3 } } }', 'expected at least as many as least'],
  ['{ version: ^2.0.0 }, candidate: { version: ^2.0.0, weight: 5 }', 'expected either candidate'],
])('says what is allowed instead of %s', (rollout, message) => {
  expect(lines(configured(rollout)).join('\n')).toContain(message);
});

it('moves nobody back to an old version in order to try a newer one after a promotion', () => {
  const promoted = stored({ is: 'promoted', atMs: 2, stableKeptUntilMs: 3 });
  expect(drift(declared('{ version: ^2.0.0 }', '2.2.0'), [promoted], COMPLETE)).toMatchObject([
    {
      effect: 'refused',
      code: 'ROLLOUT_STATE_REFUSES',
      line: expect.stringContaining('move it to 2.1.0 before 2.2.0'),
    },
  ]);
  expect(drift(declared('{ version: ^2.0.0 }', '2.2.0', '2.1.0'), [promoted], COMPLETE)).toMatchObject([
    { effect: 'starts', candidate: '2.2.0' },
  ]);
});

it('leaves alone what is being promoted', () => {
  expect(drift([], [stored({ is: 'promoting', sinceMs: 1, slowAfterMs: null })], COMPLETE)).toMatchObject([
    { effect: 'nothing' },
  ]);
});
