import type { Decision } from '../evidence/index.js';
import type { CountedState, Rollout, RolloutState, Transition } from '../model/index.js';
import { countedOf } from './active-state.js';
import { transitionTo } from './transition.js';

/** Every process has heard of a weight of 100 % by then, and answers by it. */
export const SETTLED_AFTER_MS = 5_000;

/**
 * From promoting to promoted, when it has lasted and the evidence has no doubts; null before, and where nothing is promoted.
 * @param decision what the evidence says; null of none
 */
export function settle(rollout: Rollout, decision: Decision | null, nowMs: number): Transition | null {
  const { state, plan } = rollout;
  if (state.is !== 'promoting' || nowMs - state.sinceMs < SETTLED_AFTER_MS) return null;
  if (decision !== null && decision.outcome !== 'advance') return null;
  const to = { is: 'promoted', atMs: nowMs, stableKeptUntilMs: nowMs + plan.rollbackWindowMs } as const;
  return transitionTo(rollout, to, { nowMs, cause: { kind: 'clock' }, evidence: null });
}

/** Fixes for the whole rollout what counts as slow; null where it is fixed already, or nothing is counted. */
export function fixSlowThreshold(rollout: Rollout, slowAfterMs: number, nowMs: number): Transition | null {
  const at = countedOf(rollout.state);
  if (at === null || at.slowAfterMs !== null) return null;
  const to = withActive(rollout.state, { ...at, slowAfterMs });
  return transitionTo(rollout, to, { nowMs, cause: { kind: 'clock' }, evidence: null });
}

function withActive(state: RolloutState, at: CountedState): RolloutState {
  return state.is === 'paused' || state.is === 'held' ? { ...state, at } : at;
}
