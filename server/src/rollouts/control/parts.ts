import type { Keeping } from '../eligibility/index.js';
import type { Reading } from '../evidence/index.js';
import type {
  ComparedField,
  CountRecords,
  GateResult,
  KeptRecords,
  PeriodRecords,
  Rollout,
  RolloutRecords,
  StoreChanges,
  UsageRecords,
} from '../model/index.js';

/** What rollouts are controlled with. */
export interface ControlParts {
  readonly records: RolloutRecords;
  readonly changes: StoreChanges;
  readonly counts: Pick<CountRecords, 'read'>;
  readonly periods: PeriodRecords;
  readonly usage: Pick<UsageRecords, 'history'>;
  readonly comparison: Comparison;
  readonly keeping: Keeping;
  readonly kept: Pick<KeptRecords, 'callers' | 'sets'>;
  readonly versions: VersionResolver;
  readonly gates: Gates;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** What the shadow comparison says of a rollout. */
export interface Comparison {
  /** `clean` also where nothing is compared. */
  verdict(rollout: Rollout): Promise<Reading['comparison']>;
  /** Every field that was compared or accepted. */
  fields(rollout: Rollout): Promise<readonly Pick<ComparedField, 'coordinate' | 'accepted'>[]>;
  /** The differences of a field are meant. */
  accept(rollout: Rollout, coordinate: string, acceptance: { by: string; reason: string; atMs: number }): Promise<void>;
}

/**
 * Exact versions of a connector: the one that answers now, and the newest one in the range.
 * Rejects with ROLLOUT_CONNECTOR_UNKNOWN, ROLLOUT_VERSION_UNKNOWN, or ROLLOUT_CANDIDATE_IS_STABLE.
 */
export type VersionResolver = (connector: string, range: string) => Promise<{ stable: string; candidate: string }>;

/** The checks before any traffic. */
export type Gates = (wanted: {
  connector: string;
  stable: string;
  candidate: string;
}) => Promise<readonly GateResult[]>;
