/** Whom a rollout keeps on stable, as far as it is decided. */
export interface KeptSet {
  readonly rollout: string;
  /** Grows with every change of the set. */
  readonly version: number;
  /** Whether nobody is added any more: only then may the candidate answer anybody. */
  readonly isComplete: boolean;
  /** What the candidate changes or lacks, as coordinates. */
  readonly coordinates: readonly string[];
  /** How many callers are kept, those migrated left out. */
  readonly callers: number;
}

/** Callers to keep, and why. */
export interface KeptCallers {
  readonly coordinates: readonly string[];
  /** Hashes of sticky keys. */
  readonly callers: readonly string[];
  readonly isComplete: boolean;
}

/**
 * Callers that stay on stable for the whole of a rollout. Who is migrated leaves with the transition that says so; see
 * `RolloutRecords.append`.
 */
export interface KeptRecords {
  /**
   * Adds callers to a rollout's set; one transaction, of which every process is told. A set that is complete stays as it is, and nobody
   * comes back who was migrated, or after everybody was.
   */
  keep(rollout: string, kept: KeptCallers): Promise<void>;
  /** The sets of the rollouts that are under way or promoted. */
  sets(): Promise<readonly KeptSet[]>;
  /** Hashes of the callers that a rollout keeps. */
  callers(rollout: string): Promise<readonly string[]>;
}
