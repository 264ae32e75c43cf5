import type { AnswerLife } from '../../caching/index.js';
import { tagKey } from '../../caching/index.js';
import type { Outcome } from '../../ports/index.js';

/** What one operation asked of vendors, whatever became of it: whether its answer may be kept, and for how long. */
export interface AnswerRecord {
  /** Hears of every outcome. */
  observe(outcomes: readonly Outcome<unknown>[]): void;
  /** The answer says something that no vendor said, and that may change. */
  refuse(): void;
  /** Coordinates of what it used that is deprecated, which each hit counts again. */
  deprecated: readonly string[];
  /** Null for an answer that must not be kept. */
  life(): AnswerLife | null;
}

export function createAnswerRecord(): AnswerRecord {
  let mayBeKept = true;
  let fetchedAt = Number.POSITIVE_INFINITY;
  let expiresAt = Number.POSITIVE_INFINITY;
  const marks = new Set<string>();
  return {
    deprecated: [],
    observe(outcomes) {
      for (const outcome of outcomes) {
        if (!outcome.ok || !isKept(outcome)) {
          mayBeKept = false;
          return;
        }
        const { origin, freshUntil } = outcome;
        fetchedAt = Math.min(fetchedAt, origin.fetchedAt);
        expiresAt = Math.min(expiresAt, freshUntil);
        for (const tag of origin.tags) marks.add(tagKey(origin, tag));
      }
    },
    refuse() {
      mayBeKept = false;
    },
    life: () => (mayBeKept && marks.size > 0 ? { fetchedAt, expiresAt, marks: [...marks] } : null),
  };
}

type Fulfilled = Extract<Outcome<unknown>, { ok: true }>;

/** What no cache serves again, such as a write or what is stale, is not kept as part of an answer either. */
function isKept(outcome: Fulfilled): outcome is Fulfilled & { freshUntil: number } {
  const { origin, freshUntil } = outcome;
  return !origin.stale && freshUntil !== undefined && freshUntil > origin.fetchedAt;
}
