import type { Origin } from '../ports/index.js';

/** An answer as it is kept. */
export interface Entry<O> {
  /** Null: the vendor has no such thing. */
  value: O | null;
  origin: Origin;
}
