/** Which count an increment belongs to: one caller in one period of a rollout. */
export interface CountKey {
  readonly rollout: string;
  /** Epoch milliseconds of the period's begin. */
  readonly periodStartedAtMs: number;
  readonly step: number;
  readonly side: 'candidate' | 'stable';
  /** Hash of the sticky key. */
  readonly caller: string;
}

/** By test: `failures`, `slow`, `partial`; and stable's calls by how long they took (`LATENCY_PREFIX`) until it is known what is slow. */
export interface CountIncrement extends CountKey {
  readonly events: number;
  readonly bad: Readonly<Record<string, number>>;
}

/** Counts of all processes together. */
export interface CountRecords {
  /** Adds what one process has counted since it last told; one transaction, so that a crash loses whole seconds, never halves. */
  add(increments: readonly CountIncrement[]): Promise<void>;
  /** Everything counted in a rollout's period. */
  read(rollout: string, periodStartedAtMs: number): Promise<readonly CountIncrement[]>;
}
