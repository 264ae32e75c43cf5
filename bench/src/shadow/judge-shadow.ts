import { median } from '../statistics.ts';

/** One pair of turns: the same load without and with comparison. */
export interface ShadowPair {
  /** Milliseconds at the 99th percentile. */
  offP99: number;
  onP99: number;
  /** Answers a second. */
  offRate: number;
  onRate: number;
  /** Reads that were compared in the turn with it. */
  compared: number;
}

/** Most that the callers' p99 may grow by comparison. */
export const MOST_P99_RATIO = 1.1;

export interface ShadowJudgement {
  /** Median over the pairs of p99 with comparison to p99 without. */
  ratio: number;
  holds: boolean;
}

/** @throws Error when a turn with comparison has compared nothing: it would show how fast nothing is */
export function judgeShadow(pairs: readonly ShadowPair[]): ShadowJudgement {
  const idle = pairs.findIndex(({ compared }) => compared === 0);
  if (pairs.length === 0 || idle !== -1) {
    throw new Error(
      `Expected comparisons in every pair, got none in ${pairs.length === 0 ? 'none' : `pair ${idle + 1}`}`,
    );
  }
  const ratio = median(pairs.map(({ offP99, onP99 }) => onP99 / offP99));
  return { ratio, holds: ratio <= MOST_P99_RATIO };
}
