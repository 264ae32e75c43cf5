import type { Analysis, Step } from '../evidence/index.js';

/** How a rollout is to go; it does not change once it has started. */
export interface RolloutPlan {
  readonly steps: readonly Step[];
  /** `approval`: each step waits for an admin even when the evidence would advance. */
  readonly advance: 'automatic' | 'approval';
  readonly stickyBy: 'user' | 'tenant' | 'client';
  /** First step (from 0) at which a candidate's caller also writes through it; before, writes go to stable. */
  readonly writesFromStep: number;
  readonly analysis: Analysis;
  readonly comparison: {
    /** Share of pairs, 0 to 1, that may differ beyond the field's own noise. */
    readonly toleratedMismatch: number;
  };
  /** How long the old version stays loaded after promotion. */
  readonly rollbackWindowMs: number;
}
