import type { RolloutPlan } from './plan.js';

/** What a rollout means for who answers: all that a gateway process needs to route by it. */
export interface Assignment {
  /** Id of the rollout. */
  readonly rollout: string;
  readonly revision: number;
  readonly connector: string;
  readonly stable: string;
  readonly candidate: string;
  /** Per cent of the eligible callers that the candidate answers, 0 to 100. */
  readonly weight: number;
  /** Per cent of reads that are compared in the shadow, 0 to 100. */
  readonly shadowShare: number;
  readonly stickyBy: RolloutPlan['stickyBy'];
  /** Whether callers on the candidate also write through it. */
  readonly writes: boolean;
  /** Index of the plan's step that is being counted; null when nothing is. */
  readonly countedStep: number | null;
}

/** The rollouts that a gateway process follows: all that have not ended, and those promoted whose old version is still kept. */
export interface Assignments {
  /** At most one a connector. */
  current(): readonly Assignment[];
  /** Calls the listener after each change of `current`. Returns how to stop. */
  onChange(listener: () => void): () => void;
}
