import { type Next, nextOf, type Step, stepAt } from '../evidence/index.js';
import type { ActiveState, CountedState, Rollout, RolloutPlan, RolloutState } from '../model/index.js';

/** Where a rollout is, also while its clock stands still; null before it started and after it ended. */
export function activeOf(state: RolloutState): ActiveState | null {
  switch (state.is) {
    case 'shadowing':
    case 'stepping':
    case 'promoting':
      return state;
    case 'paused':
    case 'held':
      return state.at;
    case 'draft':
    case 'promoted':
    case 'rolled-back':
    case 'aborted':
      return null;
    default:
      return state satisfies never;
  }
}

/** The step that is being counted, also while the rollout is held or paused; null where there is none. */
export function countedOf(state: RolloutState): CountedState | null {
  const active = activeOf(state);
  return active === null || active.is === 'promoting' ? null : active;
}

/** Per cent of the callers that the candidate answers at a step. */
export function weightOf(step: Step): number {
  return step.kind === 'weight' ? step.weight : 0;
}

/** Per cent of the callers that the candidate answers in a state. */
export function weightAt(plan: RolloutPlan, state: RolloutState): number {
  const active = activeOf(state);
  if (active === null) return state.is === 'promoted' ? 100 : 0;
  return active.is === 'promoting' ? 100 : weightOf(stepAt(plan.steps, active.step));
}

/** The begin of a step, or of promotion. */
export function enter(plan: RolloutPlan, next: Next, slowAfterMs: number | null, nowMs: number): ActiveState {
  if (next.kind === 'promotion') return { is: 'promoting', sinceMs: nowMs };
  const is = stepAt(plan.steps, next.step).kind === 'shadow' ? 'shadowing' : 'stepping';
  return { is, step: next.step, sinceMs: nowMs, slowAfterMs };
}

/** What comes after where the rollout is. */
export function following({ plan }: Rollout, at: CountedState, nowMs: number): ActiveState {
  return enter(plan, nextOf(plan.steps, at.step), at.slowAfterMs, nowMs);
}
