import type { Rollout, RolloutState } from '../model/index.js';
import { parsePlan } from './plan.js';

/** A rollout of hubspot from 1.0.0 to 2.0.0 by the default plan, in a state. */
export function rolloutIn(state: RolloutState, over: Partial<Rollout> = {}): Rollout {
  return {
    id: 'r1',
    connector: 'hubspot',
    stable: '1.0.0',
    candidate: '2.0.0',
    plan: parsePlan({}),
    state,
    revision: 7,
    createdAtMs: 0,
    ...over,
  };
}
