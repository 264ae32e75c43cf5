import type { Decision, Figures, HoldReason } from '../evidence/index.js';
import type { RolloutPlan } from './plan.js';

/** One connector's way from its stable version to a candidate. */
export interface Rollout {
  /** UUID; part of the hash that chooses a caller's version, so that no two rollouts try the same callers first. */
  readonly id: string;
  readonly connector: string;
  /** Exact versions. */
  readonly stable: string;
  readonly candidate: string;
  readonly plan: RolloutPlan;
  readonly state: RolloutState;
  /** Number of the last stored transition, from 1: who changes a rollout names the revision that was seen. */
  readonly revision: number;
  /** Epoch milliseconds. */
  readonly createdAtMs: number;
}

/** Where a rollout is while the candidate may be asked. */
export type ActiveState = CountedState | PromotingState;

/** The candidate answers everybody; it is still watched, and counted as the step after the plan's last one. */
export interface PromotingState extends Pick<CountedState, 'sinceMs' | 'slowAfterMs'> {
  readonly is: 'promoting';
}

/** A step of the plan under way. */
export interface CountedState {
  readonly is: 'shadowing' | 'stepping';
  readonly step: number;
  /** Begin of the step: its periods are reckoned from here, in every process alike. */
  readonly sinceMs: number;
  /** Vendor calls that take longer are slow: stable's 95th percentile when the rollout began, milliseconds; null until it is known. */
  readonly slowAfterMs: number | null;
}

/** Where a rollout stands; each state has its own data only. */
export type RolloutState =
  | { readonly is: 'draft' }
  | ActiveState
  /** An admin stopped the clock: the weight stays, nothing is decided but a rollback by evidence. */
  | { readonly is: 'paused'; readonly at: ActiveState; readonly sinceMs: number }
  /** The evidence stopped the clock; it goes on by itself when the reason is gone. */
  | {
      readonly is: 'held';
      readonly at: ActiveState;
      readonly reason: HoldReason | 'approval';
      readonly why: string;
      readonly sinceMs: number;
    }
  | { readonly is: 'promoted'; readonly atMs: number; readonly stableKeptUntilMs: number }
  | { readonly is: 'rolled-back'; readonly atMs: number; readonly reason: string }
  | { readonly is: 'aborted'; readonly atMs: number; readonly by: string };

/** Who or what caused a transition. */
export type Cause =
  | {
      readonly kind: 'admin';
      readonly name: string;
      readonly reason: string | null;
      /** What was done where the state stays as it was. */
      readonly did?: Deed;
    }
  | { readonly kind: 'evidence'; readonly decision: Decision['outcome'] }
  /** `selvedge.yaml` declares the rollout, or no longer does. */
  | { readonly kind: 'configuration' }
  /** Time alone: the rollback window of a promoted rollout is over, and the like. */
  | { readonly kind: 'clock' };

/** What an admin may do to a rollout without another state. */
export type Deed =
  | { readonly accepted: string }
  /** Callers, as hashes of their sticky keys, that are no longer kept on stable. */
  | { readonly migrated: readonly string[] | 'all' };

/** One stored step of a rollout's life. Never changed, never deleted. */
export interface Transition {
  readonly rollout: string;
  /** From 1, without a gap. */
  readonly revision: number;
  readonly atMs: number;
  readonly cause: Cause;
  readonly from: RolloutState['is'] | null;
  readonly to: RolloutState;
  /** The numbers at that moment; null where nothing was counted yet. */
  readonly evidence: Figures | null;
}
