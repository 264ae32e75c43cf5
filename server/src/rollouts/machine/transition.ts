import type { Figures } from '../evidence/index.js';
import type { Cause, Rollout, RolloutState, Transition } from '../model/index.js';

/** Who or what causes a transition, when, and the numbers at that moment. */
export interface Moment {
  readonly nowMs: number;
  readonly cause: Cause;
  readonly evidence: Figures | null;
}

/** The transition that follows the last one of the rollout. */
export function transitionTo(rollout: Rollout, to: RolloutState, { nowMs, cause, evidence }: Moment): Transition {
  const { id, revision, state } = rollout;
  return { rollout: id, revision: revision + 1, atMs: nowMs, cause, from: state.is, to, evidence };
}
