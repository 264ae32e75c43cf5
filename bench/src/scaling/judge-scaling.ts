import { median, type Ratio, ratioOrNull } from '../statistics.ts';
import type { DimensionResult, MeasuredSize, StartResult } from './scaling-result.ts';

/** A gateway with 50 connectors is ready after so many milliseconds. */
export const MOST_START_MS = 1_500;

export interface SizeRatio extends MeasuredSize {
  /** Cost of a request against the size that is compared with; null where a turn was without an answer. */
  ratio: Ratio | null;
}

/** Each size against the one that is compared with, by turns of the same round. */
export function ratiosOf({ sizes, from }: DimensionResult): readonly SizeRatio[] {
  const base = sizes.find(({ count }) => count === from);
  return sizes.map((size) => ({
    ...size,
    ratio: base === undefined ? null : ratioOrNull(size.cpuPerRequest, base.cpuPerRequest),
  }));
}

/** The goal holds when all sizes were measured and even the upper end of the largest one's interval is below it. */
export function growthHolds(result: DimensionResult): boolean {
  const largest = ratiosOf(result).at(-1)?.ratio ?? null;
  return result.absent.length === 0 && largest !== null && largest.high <= result.mostGrowth;
}

export function startHolds({ startMs }: StartResult): boolean {
  return median(startMs) <= MOST_START_MS;
}
