import type { Ratio } from './statistics.ts';

/** A ratio with its interval, e.g. `1.50 [1.42, 1.59]`; a single pair has none. */
export function ratioText({ mean, low, high, pairs }: Ratio): string {
  return pairs === 1 ? mean.toFixed(2) : `${mean.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}
