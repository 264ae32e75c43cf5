import type { AnswerLife } from '../../caching/index.js';
import { tagKey } from '../../caching/index.js';
import type { Outcome } from '../../ports/index.js';

/** What one operation asked of vendors, whatever became of it: whether its answer may be kept, and for how long. */
export interface AnswerRecord {
  /** Hears of every outcome. `freshForMs`: how long a value counts as fresh; 0 for a write. */
  observe(outcomes: readonly Outcome<unknown>[], freshForMs: number): void;
  /** The answer says something that no vendor said, and that may change. */
  refuse(): void;
  /** Coordinates of what it used that is deprecated, which each hit counts again. */
  deprecated: readonly string[];
  /** Null for an answer that must not be kept. */
  life(): AnswerLife | null;
}

/** "Not there" is believed for a shorter time than a value, milliseconds. */
const NEGATIVE_FRESH_MS = 10_000;

export function createAnswerRecord(): AnswerRecord {
  let mayBeKept = true;
  let fetchedAt = Number.POSITIVE_INFINITY;
  let expiresAt = Number.POSITIVE_INFINITY;
  const marks = new Set<string>();
  return {
    deprecated: [],
    observe(outcomes, freshForMs) {
      for (const outcome of outcomes) {
        if (!outcome.ok || outcome.origin.stale || freshForMs === 0) {
          mayBeKept = false;
          return;
        }
        const { origin, value } = outcome;
        const freshMs = value === null ? Math.min(freshForMs, NEGATIVE_FRESH_MS) : freshForMs;
        fetchedAt = Math.min(fetchedAt, origin.fetchedAt);
        expiresAt = Math.min(expiresAt, origin.fetchedAt + freshMs);
        for (const tag of origin.tags) marks.add(tagKey(origin, tag));
      }
    },
    refuse() {
      mayBeKept = false;
    },
    life: () => (mayBeKept && marks.size > 0 ? { fetchedAt, expiresAt, marks: [...marks] } : null),
  };
}
