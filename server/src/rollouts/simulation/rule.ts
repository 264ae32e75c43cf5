import type { SimulatedEvent } from './event.js';

/** A way to decide on rolling back, as it watches a rollout. */
export interface Rule {
  /** Counts a request; true when the rule rolls back at once. */
  event(event: SimulatedEvent): boolean;
  /** Once a minute, after its requests; true when the rule rolls back then. */
  minute(nowMs: number): boolean;
}
