import type { Decision } from '../evidence/index.js';
import type { RolloutPlan } from './plan.js';
import type { Cause, Rollout, Transition } from './rollout.js';

/** What an admin may do to a rollout. Every call is idempotent by its key and refused when the revision seen is not the last one. */
export interface RolloutControl {
  /** What a start would do: versions resolved, gates run, minutes reckoned. Changes nothing. */
  plan(wanted: WantedRollout): Promise<PlannedRollout>;
  start(wanted: WantedRollout, by: Acting): Promise<Rollout>;
  pause(id: string, by: ActingOnRevision): Promise<Rollout>;
  resume(id: string, by: ActingOnRevision): Promise<Rollout>;
  /** To the next step, whatever the evidence says. */
  advance(id: string, by: ActingOnRevision): Promise<Rollout>;
  /** To everybody, whatever the evidence says. */
  promote(id: string, by: ActingOnRevision): Promise<Rollout>;
  /** Back to stable, also after promotion within the rollback window. */
  rollBack(id: string, by: ActingOnRevision): Promise<Rollout>;
  /** Differences of this field are meant: the comparison no longer waits for it. */
  acceptDifference(id: string, coordinate: string, by: ActingOnRevision): Promise<Rollout>;
  /** Callers that were left on stable because their operations touch what the candidate changes or lacks now go with the others. Named by tenant (`acme`), user or client (`acme/ada`), or by their hashes. */
  migratePinned(id: string, callers: readonly string[] | 'all', by: ActingOnRevision): Promise<Rollout>;
  find(id: string): Promise<Rollout | null>;
  list(filter?: { connector?: string; open?: boolean }): Promise<readonly Rollout[]>;
  history(id: string): Promise<readonly Transition[]>;
  /** What the judge says now; null when nothing is counted. */
  evidence(id: string): Promise<Decision | null>;
  /** The rollout and its evidence at each change and at least every `everyMs`, until the consumer returns. */
  watch(id: string, everyMs: number): AsyncIterable<{ rollout: Rollout; decision: Decision | null }>;
}

export interface WantedRollout {
  connector: string;
  /** Semver range; the newest version in it that is not stable. */
  candidate: string;
  /** What is left out takes the default plan's. */
  plan?: Partial<RolloutPlan>;
}

export interface PlannedRollout {
  readonly connector: string;
  readonly stable: string;
  readonly candidate: string;
  readonly plan: RolloutPlan;
  readonly gates: readonly GateResult[];
  /** Minutes that each step takes at the shortest by the traffic of late; null where there was none. */
  readonly shortestMinutes: readonly number[] | null;
  /** For how many minutes of the last day there was traffic, by which `shortestMinutes` is reckoned; null where there was none. */
  readonly trafficMinutes: number | null;
}

/** One check before any traffic. */
export interface GateResult {
  readonly gate:
    | 'loads'
    | 'gateway-range'
    | 'integrity'
    | 'capabilities'
    | 'hosts'
    | 'scopes'
    | 'personal-data'
    | 'graph-extension'
    | 'contract-suite'
    | 'configured-candidate';
  /** `passed` also where there is nothing to check; `unknown`: nothing is recorded to check it by, which refuses nothing; `shown`: a difference for an admin to read, which refuses nothing. */
  readonly outcome: 'passed' | 'unknown' | 'shown' | 'refused';
  /** What was expected, what came, what to do; one line each. */
  readonly lines: readonly string[];
}

/** Who acts. */
export interface Acting {
  readonly cause: Cause;
  /** The same key does nothing a second time and resolves to what came of the first. */
  readonly idempotencyKey: string | null;
}

export interface ActingOnRevision extends Acting {
  /** The revision that the admin saw. */
  readonly expectedRevision: number;
}
