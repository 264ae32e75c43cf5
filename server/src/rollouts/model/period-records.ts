import type { ClosedPeriod } from '../evidence/index.js';
import type { LeaseTerm } from './records.js';

/** Periods of rollouts that are over, with their evidence, so that who takes over goes on with it. */
export interface PeriodRecords {
  /**
   * Keeps a period. One that is kept already, by its begin, stays as it is. Rejects with ROLLOUT_LEASE_LOST when `lease` is
   * given and no longer held; one transaction. The counts of its callers are of no more use and are removed.
   */
  close(rollout: string, period: ClosedPeriod, lease?: LeaseTerm): Promise<void>;
  /** In the order of their begin. */
  closed(rollout: string): Promise<readonly ClosedPeriod[]>;
}
