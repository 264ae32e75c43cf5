import { isExcessBelow, type PairCounts } from './excess-bound.js';

/** More than this many are not told: such a field differs too often to become clean. */
const MOST = 1_000_000;

/** How many further pairs without a difference would show a field to be clean; null where a million would not. */
export function pairsWanted(counts: PairCounts, toleratedMismatch: number, alpha: number): number | null {
  const isEnough = (more: number) => isExcessBelow(toleratedMismatch, { ...counts, pairs: counts.pairs + more }, alpha);
  let high = 1;
  while (!isEnough(high)) {
    if (high >= MOST) return null;
    high *= 2;
  }
  let low = 0;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
