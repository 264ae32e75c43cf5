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

/** What is counted while a rollout is somewhere. */
export interface Watched extends Pick<CountedState, 'sinceMs' | 'slowAfterMs'> {
  /** Of the plan; promoting is the one after its last. */
  readonly step: number;
  /** Per cent of the callers that the candidate answers. */
  readonly weight: number;
}

/** What is counted, also while the rollout is held or paused; null before it started and after it ended. */
export function watchedOf({ steps }: RolloutPlan, state: RolloutState): Watched | null {
  const active = activeOf(state);
  if (active === null) return null;
  const { sinceMs, slowAfterMs } = active;
  if (active.is === 'promoting') return { step: steps.length, weight: 100, sinceMs, slowAfterMs };
  return { step: active.step, weight: weightOf(stepAt(steps, active.step)), sinceMs, slowAfterMs };
}

/** The step of the plan under way, also while the rollout is held or paused; null where there is none. */
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
  return watchedOf(plan, state)?.weight ?? (state.is === 'promoted' ? 100 : 0);
}

/** The begin of a step, or of promotion. */
export function enter(plan: RolloutPlan, next: Next, slowAfterMs: number | null, nowMs: number): ActiveState {
  if (next.kind === 'promotion') return { is: 'promoting', sinceMs: nowMs, slowAfterMs };
  const is = stepAt(plan.steps, next.step).kind === 'shadow' ? 'shadowing' : 'stepping';
  return { is, step: next.step, sinceMs: nowMs, slowAfterMs };
}

/** What comes after where the rollout is. */
export function following({ plan }: Rollout, at: CountedState, nowMs: number): ActiveState {
  return enter(plan, nextOf(plan.steps, at.step), at.slowAfterMs, nowMs);
}
