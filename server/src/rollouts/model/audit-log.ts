/** One thing that somebody did or was refused. Never changed, never deleted. */
export interface AuditEntry {
  /** UUID, given by the log. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly atMs: number;
  /** Name of the admin, or `evidence`, `clock`, `configuration`. */
  readonly who: string;
  /** What was done, e.g. `rollout.pause`. */
  readonly what: string;
  readonly rollout: string | null;
  readonly connector: string | null;
  /** Plain data; no secrets. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface AuditQuery {
  readonly rollout?: string;
  readonly connector?: string;
  /** Where the last page ended: its `next`. */
  readonly after?: string;
  /** Most entries of the page, 1 to 500; 50 when left out. */
  readonly limit?: number;
}

export interface AuditPage {
  /** Newest first. */
  readonly entries: readonly AuditEntry[];
  /** Null when there is no more. */
  readonly next: string | null;
}

/** Who did what, for good. */
export interface AuditLog {
  append(entry: Omit<AuditEntry, 'id'>): Promise<AuditEntry>;
  /** Rejects with a RangeError for a limit or an `after` that cannot be. */
  list(query?: AuditQuery): Promise<AuditPage>;
}
