import type { ActiveState, RolloutState } from '../../rollouts/model/index.js';
import type { RolloutActionEnum } from '../types/rollout-type.js';

export type RolloutActionName = keyof typeof RolloutActionEnum;

/** What an admin may do to a rollout in this state. `nowMs`: epoch milliseconds. */
export function actionsOf(state: RolloutState, nowMs: number): RolloutActionName[] {
  switch (state.is) {
    case 'draft':
      return ['ROLL_BACK'];
    case 'shadowing':
    case 'stepping':
    case 'promoting':
      return ['PAUSE', ...actionsOnTheWay(state)];
    case 'held':
      return ['PAUSE', ...actionsOnTheWay(state.at)];
    case 'paused':
      return ['RESUME', ...actionsOnTheWay(state.at)];
    case 'promoted':
      return nowMs < state.stableKeptUntilMs ? ['ROLL_BACK'] : [];
    case 'rolled-back':
    case 'aborted':
      return [];
    default:
      return state satisfies never;
  }
}

function actionsOnTheWay({ is }: ActiveState): RolloutActionName[] {
  if (is === 'promoting') return ['ROLL_BACK'];
  return ['ADVANCE', 'PROMOTE', 'ROLL_BACK', 'ACCEPT_DIFFERENCE', 'MIGRATE_PINNED'];
}
