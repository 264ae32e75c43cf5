import type { Assignment, Rollout } from '../model/index.js';
import { type Watched, watchedOf } from './active-state.js';

/** What a rollout means for routing; null where stable answers everybody. A promoted one means it also after its rollback window. */
export function assignmentOf(rollout: Rollout): Assignment | null {
  const watched = watchedOf(rollout.plan, rollout.state);
  return watched === null && rollout.state.is !== 'promoted' ? null : assigned(rollout, watched);
}

/** What a rollout means that ended on stable: its candidate is not to come back by itself; null of any other. */
export function takenBackOf(rollout: Rollout): Assignment | null {
  const { state } = rollout;
  if (state.is !== 'rolled-back' && state.is !== 'aborted') return null;
  return { ...assigned(rollout, null), weight: 0, writes: false, ended: 'taken-back' };
}

function assigned({ id, revision, connector, stable, candidate, plan }: Rollout, watched: Watched | null): Assignment {
  const step = watched === null ? undefined : plan.steps[watched.step];
  return {
    rollout: id,
    revision,
    connector,
    stable,
    candidate,
    weight: watched?.weight ?? 100,
    shadowShare: step?.kind === 'shadow' ? step.share : 0,
    stickyBy: plan.stickyBy,
    writes: watched === null || watched.step >= plan.writesFromStep,
    countedStep: watched?.step ?? null,
    countedSinceMs: watched?.sinceMs ?? null,
    slowAfterMs: watched?.slowAfterMs ?? null,
  };
}
