import type { RolloutState } from '../../rollouts/model/index.js';
import type { RolloutActionEnum } from '../types/rollout-type.js';

export type RolloutActionName = keyof typeof RolloutActionEnum;

const ALONG_THE_WAY = ['ADVANCE', 'PROMOTE', 'ROLL_BACK', 'ACCEPT_DIFFERENCE', 'MIGRATE_PINNED'] as const;

/** What an admin may do to a rollout in this state. `nowMs`: epoch milliseconds. */
export function actionsOf(state: RolloutState, nowMs: number): RolloutActionName[] {
  switch (state.is) {
    case 'draft':
      return ['ROLL_BACK'];
    case 'shadowing':
    case 'stepping':
    case 'held':
      return ['PAUSE', ...ALONG_THE_WAY];
    case 'paused':
      return ['RESUME', ...ALONG_THE_WAY];
    case 'promoting':
      return ['PAUSE', 'ROLL_BACK'];
    case 'promoted':
      return nowMs < state.stableKeptUntilMs ? ['ROLL_BACK'] : [];
    case 'rolled-back':
    case 'aborted':
      return [];
    default:
      return state satisfies never;
  }
}
