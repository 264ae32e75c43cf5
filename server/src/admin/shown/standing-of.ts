import type { ActiveState, Rollout, RolloutPlan, RolloutState } from '../../rollouts/model/index.js';
import { enumName } from '../types/enum-of.js';
import type { RolloutStanding } from '../types/rollout-type.js';

/** Where a rollout stands, as the admin endpoint tells it. */
export function standingOf(state: RolloutState, plan: RolloutPlan): RolloutStanding {
  const standing: RolloutStanding = {
    state: enumName(state.is),
    since: null,
    step: null,
    weight: 0,
    shadowShare: 0,
    hold: null,
    why: null,
    stableKeptUntil: null,
  };
  switch (state.is) {
    case 'draft':
      return standing;
    case 'shadowing':
    case 'stepping':
    case 'promoting':
      return { ...standing, ...shareOf(state, plan), since: new Date(state.sinceMs) };
    case 'paused':
      return { ...standing, ...shareOf(state.at, plan), since: new Date(state.sinceMs) };
    case 'held': {
      const { at, sinceMs, reason, why } = state;
      return { ...standing, ...shareOf(at, plan), since: new Date(sinceMs), hold: reason, why };
    }
    case 'promoted':
      return {
        ...standing,
        since: new Date(state.atMs),
        weight: 100,
        stableKeptUntil: new Date(state.stableKeptUntilMs),
      };
    case 'rolled-back':
      return { ...standing, since: new Date(state.atMs), why: state.reason };
    case 'aborted':
      return { ...standing, since: new Date(state.atMs), why: `aborted by ${state.by}` };
    default:
      return state satisfies never;
  }
}

/** What the candidate gets in an active state. */
function shareOf(
  state: ActiveState,
  { steps }: Rollout['plan'],
): Pick<RolloutStanding, 'step' | 'weight' | 'shadowShare'> {
  if (state.is === 'promoting') return { step: null, weight: 100, shadowShare: 0 };
  const step = steps[state.step];
  return {
    step: state.step,
    weight: step?.kind === 'weight' ? step.weight : 0,
    shadowShare: step?.kind === 'shadow' ? step.share : 0,
  };
}
