import { LEAST_LATENCIES, slowThresholdMs } from '../evidence/index.js';

/** Under such names calls are counted by how long they took, beside the tests: `ms<=` and the upper end of the bucket. */
export const LATENCY_PREFIX = 'ms<=';

/** Each bucket ends so many times later than the one before: no threshold is off by more than that. */
const GROWTH = 1.05;
/** Calls of this many milliseconds or less are one bucket. */
const FIRST_MS = 1;
/** So many calls say as much of a percentile as more would. */
const MOST_LATENCIES = 20_000;

/** The name of the bucket that a latency falls in. */
export function latencyBucket(durationMs: number): string {
  const steps = Math.ceil(Math.log(Math.max(durationMs, FIRST_MS) / FIRST_MS) / Math.log(GROWTH));
  return `${LATENCY_PREFIX}${(FIRST_MS * GROWTH ** steps).toFixed(2)}`;
}

/** What is slow, by counts of several places added up; null while too few calls are known. Other names are passed over. */
export function slowThresholdOf(counts: readonly Readonly<Record<string, number>>[]): number | null {
  const byEnd = new Map<number, number>();
  let total = 0;
  for (const each of counts) {
    for (const [name, count] of Object.entries(each)) {
      if (!name.startsWith(LATENCY_PREFIX)) continue;
      const end = Number(name.slice(LATENCY_PREFIX.length));
      byEnd.set(end, (byEnd.get(end) ?? 0) + count);
      total += count;
    }
  }
  if (total < LEAST_LATENCIES) return null;
  const part = Math.min(1, MOST_LATENCIES / total);
  return slowThresholdMs([...byEnd].flatMap(([end, count]) => Array<number>(Math.ceil(count * part)).fill(end)));
}
