import type { Rollout, Transition } from './rollout.js';

/**
 * Where rollouts are kept, so that nothing is lost or done twice, whichever process dies. Each transition goes with its entry in the
 * audit log: one transaction.
 */
export interface RolloutRecords {
  /**
   * Adds a rollout with its first transition (revision 1). Resolves to the rollout made with the same idempotency key where
   * there is one; ROLLOUT_IDEMPOTENCY_KEY_REUSED when that is of another connector, version or plan. Rejects with
   * ROLLOUT_IN_PROGRESS when the connector has another one that has not ended.
   */
  create(rollout: Rollout, first: Transition, idempotencyKey: string | null): Promise<Rollout>;
  /**
   * Adds the transition whose revision follows the last one, and makes its `to` the rollout's state; callers that it says are
   * migrated are no longer kept on stable. Rejects with ROLLOUT_REVISION_STALE
   * when the rollout has gone on meanwhile, and with ROLLOUT_LEASE_LOST when `lease` is given and no longer held; one transaction.
   * With an idempotency key that was used for the same rollout it changes nothing and resolves to the rollout as it is;
   * when it was used for something else (another cause or another state but for its times): ROLLOUT_IDEMPOTENCY_KEY_REUSED.
   */
  append(
    transition: Transition,
    options: { lease?: LeaseTerm | undefined; idempotencyKey?: string | null },
  ): Promise<Rollout>;
  find(id: string): Promise<Rollout | null>;
  /**
   * The transition that an append with this key stored, so that a request that comes again is known before the
   * rollout's state would refuse it; null when the key is new to the rollout. An empty id: of the keys
   * that made rollouts.
   */
  storedWith(id: string, idempotencyKey: string): Promise<Transition | null>;
  /** Newest first. `open`: those that have not ended and those whose old version is still kept. */
  list(options?: { connector?: string; open?: boolean }): Promise<readonly Rollout[]>;
  /** The newest rollout of each connector, whatever has become of it; drafts left out. */
  latest(): Promise<readonly Rollout[]>;
  history(id: string): Promise<readonly Transition[]>;
}

/** One holding of a lease. */
export interface LeaseTerm {
  readonly name: string;
  readonly holder: string;
  /** Grows with every change of holder: writes of an earlier holder are refused by it. */
  readonly term: number;
}

/** Lets one process at a time do something. */
export interface Leases {
  /** Takes or renews; null while somebody else holds it. Expiry goes by the database's clock. */
  hold(name: string, holder: string, ttlMs: number): Promise<LeaseTerm | null>;
  release(term: LeaseTerm): Promise<void>;
}

/** Tells every process that something stored has changed. */
export interface StoreChanges {
  /** Calls the listener in under a second of a change by any process, also this one; more often than there are changes is allowed. Returns how to stop. */
  watch(listener: () => void): () => void;
}
