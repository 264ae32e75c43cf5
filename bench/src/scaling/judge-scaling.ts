import { median, type Ratio, ratioOrNull } from '../statistics.ts';
import type { DimensionResult, MeasuredSize, StartResult } from './scaling-result.ts';

/** A gateway with 50 connectors is ready after so many milliseconds. */
export const MOST_START_MS = 1_500;

export interface SizeRatio extends MeasuredSize {
  /** Cost of a request against the smallest size; null where a turn was without an answer. */
  ratio: Ratio | null;
}

/** Each size against the smallest, by turns of the same round. */
export function ratiosOf({ sizes }: DimensionResult): readonly SizeRatio[] {
  const smallest = sizes[0];
  return sizes.map((size) => ({
    ...size,
    ratio: smallest === undefined ? null : ratioOrNull(size.cpuPerRequest, smallest.cpuPerRequest),
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
