import { stepAt } from '../evidence/index.js';
import type { Assignment, Rollout } from '../model/index.js';
import { activeOf, countedOf, weightOf } from './active-state.js';

/** What a rollout means for routing; null where stable answers everybody. */
export function assignmentOf(rollout: Rollout): Assignment | null {
  const { id, revision, connector, stable, candidate, plan, state } = rollout;
  const counted = countedOf(state);
  if (counted === null && state.is !== 'promoted' && activeOf(state) === null) return null;
  const step = counted === null ? null : stepAt(plan.steps, counted.step);
  return {
    rollout: id,
    revision,
    connector,
    stable,
    candidate,
    weight: step === null ? 100 : weightOf(step),
    shadowShare: step?.kind === 'shadow' ? step.share : 0,
    stickyBy: plan.stickyBy,
    writes: counted === null || counted.step >= plan.writesFromStep,
    countedStep: counted?.step ?? null,
    countedSinceMs: counted?.sinceMs ?? null,
    slowAfterMs: counted?.slowAfterMs ?? null,
  };
}
