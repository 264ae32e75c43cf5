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
  return `${LATENCY_PREFIX}${endOf(stepsTo(durationMs))}`;
}

/** What is slow, by counts of several places added up; null while too few calls are known. Other names are passed over. */
export function slowThresholdOf(counts: readonly Readonly<Record<string, number>>[]): number | null {
  const byEnd = new Map<number, number>();
  for (const each of counts) {
    for (const [name, count] of Object.entries(each)) {
      if (!name.startsWith(LATENCY_PREFIX)) continue;
      const end = Number(name.slice(LATENCY_PREFIX.length));
      byEnd.set(end, (byEnd.get(end) ?? 0) + count);
    }
  }
  return thresholdOf(byEnd);
}

/** Counts of one place, of calls by how long they took. */
export class LatencyCounts {
  readonly #bySteps = new Map<number, number>();

  add(durationMs: number): void {
    const steps = stepsTo(durationMs);
    this.#bySteps.set(steps, (this.#bySteps.get(steps) ?? 0) + 1);
  }

  /** What is slow; null while too few calls are known. */
  slowThreshold(): number | null {
    return thresholdOf(new Map([...this.#bySteps].map(([steps, count]) => [Number(endOf(steps)), count])));
  }
}

function stepsTo(durationMs: number): number {
  return Math.ceil(Math.log(Math.max(durationMs, FIRST_MS) / FIRST_MS) / Math.log(GROWTH));
}

/** Milliseconds at which a bucket ends. */
function endOf(steps: number): string {
  return (FIRST_MS * GROWTH ** steps).toFixed(2);
}

function thresholdOf(byEnd: ReadonlyMap<number, number>): number | null {
  const total = [...byEnd.values()].reduce((sum, count) => sum + count, 0);
  if (total < LEAST_LATENCIES) return null;
  const part = Math.min(1, MOST_LATENCIES / total);
  return slowThresholdMs([...byEnd].flatMap(([end, count]) => Array<number>(Math.ceil(count * part)).fill(end)));
}
