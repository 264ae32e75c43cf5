import type { Caller, ObserveVendorCall } from '../../ports/index.js';
import type { Assignment } from '../model/index.js';
import type { RolloutCounts } from './rollout-counts.js';
import type { StableHistory } from './stable-history.js';

/** One operation's way through one connector, as routing chose it. */
export interface CountedOperation {
  connector: string;
  stable: string;
  /** The version that the operation is on. */
  version: string;
  /** The rollout under way; null where there is none, or the caller is kept out of it. */
  assignment: Assignment | null;
  caller: Caller;
}

/** What hears of an operation's vendor calls; undefined where nothing of it is counted. */
export type Counting = (operation: CountedOperation) => ObserveVendorCall | undefined;

/** Counts operations for the rollout under way, and those on stable for rollouts to come. */
export function createCounting(
  counts: Pick<RolloutCounts, 'observe'>,
  history: Pick<StableHistory, 'observe'>,
): Counting {
  return ({ connector, stable, version, assignment, caller }) => {
    const isStable = version === stable;
    const past = isStable ? history.observe(connector, stable, caller) : null;
    const now = assignment === null ? null : counts.observe(assignment, isStable ? 'stable' : 'candidate', caller);
    if (now === null) return past ?? undefined;
    if (past === null) return now;
    return (call) => {
      past(call);
      now(call);
    };
  };
}
