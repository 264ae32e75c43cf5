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
  /** When that step began, epoch milliseconds: its periods are reckoned from here. */
  readonly countedSinceMs: number | null;
  /** Vendor calls that take longer count as slow, milliseconds; null until it is known. */
  readonly slowAfterMs: number | null;
  /** Given of a rollout that ended on stable: stable answers, also where the configured range has the candidate in it. */
  readonly ended?: 'taken-back';
}

/** Whether the candidate of a rollout may be asked. */
export function isOnTrial({ ended }: Assignment): boolean {
  return ended === undefined;
}

/** The rollouts that a gateway process follows: the newest of each connector. */
export interface Assignments {
  /** Those whose candidate may be asked: under way, or promoted. At most one a connector. */
  current(): readonly Assignment[];
  /** Those that ended on stable, by their `ended`: their candidates must not come back by themselves. Left out: none. */
  takenBack?(): readonly Assignment[];
  /** Calls the listener after each change of either. Returns how to stop. */
  onChange(listener: () => void): () => void;
}
