import { stepAt } from '../evidence/index.js';
import type { Assignment, CountedState, Rollout } from '../model/index.js';
import { activeOf, countedOf, weightOf } from './active-state.js';

/** What a rollout means for routing; null where stable answers everybody. A promoted one means it also after its rollback window. */
export function assignmentOf(rollout: Rollout): Assignment | null {
  const { state } = rollout;
  const counted = countedOf(state);
  if (counted === null && state.is !== 'promoted' && activeOf(state) === null) return null;
  return assigned(rollout, counted);
}

/** What a rollout means that ended on stable: its candidate is not to come back by itself; null of any other. */
export function takenBackOf(rollout: Rollout): Assignment | null {
  const { state } = rollout;
  if (state.is !== 'rolled-back' && state.is !== 'aborted') return null;
  return { ...assigned(rollout, null), weight: 0, writes: false, ended: 'taken-back' };
}

function assigned(
  { id, revision, connector, stable, candidate, plan }: Rollout,
  counted: CountedState | null,
): Assignment {
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
