import { expect, it } from 'vitest';
import type { ActiveState, RolloutState } from '../../rollouts/model/index.js';
import { NOW, PLAN } from '../memory-control.fixture.js';
import { actionsOf } from './actions-of.js';
import { figuresShown } from './evidence-shown.js';
import { standingOf } from './standing-of.js';

const STEPPING: ActiveState = { is: 'stepping', step: 3, sinceMs: NOW, slowAfterMs: null };
const PROMOTING: ActiveState = { is: 'promoting', sinceMs: NOW, slowAfterMs: null };
const WAY = ['ADVANCE', 'PROMOTE', 'ROLL_BACK', 'ACCEPT_DIFFERENCE', 'MIGRATE_PINNED'];

const STATES: readonly (readonly [RolloutState, Partial<ReturnType<typeof standingOf>>, readonly string[]])[] = [
  [{ is: 'draft' }, { state: 'DRAFT', since: null, weight: 0 }, ['ROLL_BACK']],
  [
    { is: 'shadowing', step: 0, sinceMs: NOW, slowAfterMs: null },
    { step: 0, weight: 0, shadowShare: 20 },
    ['PAUSE', ...WAY],
  ],
  [STEPPING, { step: 3, weight: 25, shadowShare: 0 }, ['PAUSE', ...WAY]],
  [PROMOTING, { step: null, weight: 100 }, ['PAUSE', 'ROLL_BACK']],
  [{ is: 'paused', at: STEPPING, sinceMs: NOW }, { state: 'PAUSED', step: 3, weight: 25 }, ['RESUME', ...WAY]],
  [{ is: 'paused', at: PROMOTING, sinceMs: NOW }, { weight: 100 }, ['RESUME', 'ROLL_BACK']],
  [
    { is: 'held', at: STEPPING, reason: 'few-callers', why: 'Few.', sinceMs: NOW },
    { state: 'HELD', hold: 'few-callers', why: 'Few.', weight: 25 },
    ['PAUSE', ...WAY],
  ],
  [
    { is: 'promoted', atMs: NOW, stableKeptUntilMs: NOW + 1 },
    { weight: 100, stableKeptUntil: new Date(NOW + 1) },
    ['ROLL_BACK'],
  ],
  [{ is: 'promoted', atMs: NOW, stableKeptUntilMs: NOW }, { weight: 100 }, []],
  [{ is: 'rolled-back', atMs: NOW, reason: 'worse' }, { state: 'ROLLED_BACK', why: 'worse', weight: 0 }, []],
  [{ is: 'aborted', atMs: NOW, by: 'ada' }, { why: 'aborted by ada' }, []],
];

it.each(STATES)('tells where a rollout stands, and what may be done: %j', (state, standing, actions) => {
  expect(standingOf(state, PLAN)).toMatchObject(standing);
  expect(actionsOf(state, NOW)).toEqual(actions);
});

it('tells no infinite numbers, which GraphQL does not have', () => {
  const share = { basis: 'none', reason: 'few-callers', callers: 3 } as const;
  const period = { candidate: { events: 0, bad: 0 }, stable: { events: 0, bad: 0 } };
  const ends = { ratioUpperEnd: null, rateUpperEnd: null, rateWanted: null };
  const test = { test: 'failures', lnEvidence: Number.NEGATIVE_INFINITY, period, share, ...ends };
  const shown = figuresShown({
    lnEvidence: Number.NEGATIVE_INFINITY,
    lnThreshold: 5.7,
    requests: { seen: 0, wanted: 300 },
    tests: [test],
  });
  expect(shown).toMatchObject({ lnEvidence: null, tests: [{ lnEvidence: null, share: null, ratioUpperEnd: null }] });
});
