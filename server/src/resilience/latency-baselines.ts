/** How long a vendor's routes take while they are not crowded. */
export interface LatencyBaselines {
  /**
   * Learns from one answered call and says how many times the baseline it took, 5 at most.
   *
   * @param quiet whether so few calls were in flight that the vendor alone made it as slow as it was
   */
  observe(route: string, durationMs: number, quiet: boolean): number;
}

interface Baseline {
  meanMs: number;
  crowded: { calls: number; totalMs: number };
}

/** Weight of one quiet call in the mean. */
const WEIGHT = 0.2;
const LARGEST_INFLATION = 5;
const CROWDED_CALLS = 10;
const MOST_ROUTES = 100;
const OTHER = 'other';

/**
 * Quiet calls move a route's mean both ways, by a doubling at most, so that one outlier does not. Crowded calls move it
 * only down, ten at a time: they show that the vendor is quicker than was thought, never that it is slower.
 */
export function createLatencyBaselines(): LatencyBaselines {
  const baselines = new Map<string, Baseline>();

  function baselineOf(route: string, durationMs: number): Baseline {
    const key = baselines.has(route) || baselines.size < MOST_ROUTES ? route : OTHER;
    let baseline = baselines.get(key);
    if (baseline === undefined) {
      baseline = { meanMs: durationMs, crowded: { calls: 0, totalMs: 0 } };
      baselines.set(key, baseline);
    }
    return baseline;
  }

  return {
    observe(route, durationMs, quiet) {
      // A clock that stands still between two calls must not make a baseline of nothing.
      const tookMs = Math.max(durationMs, 0.1);
      const baseline = baselineOf(route, tookMs);
      const inflation = Math.min(LARGEST_INFLATION, tookMs / baseline.meanMs);
      if (quiet) baseline.meanMs += WEIGHT * (Math.min(tookMs, 2 * baseline.meanMs) - baseline.meanMs);
      else learnFromCrowded(baseline, tookMs);
      return inflation;
    },
  };
}

function learnFromCrowded(baseline: Baseline, tookMs: number): void {
  const { crowded } = baseline;
  crowded.calls += 1;
  crowded.totalMs += tookMs;
  if (crowded.calls < CROWDED_CALLS) return;
  const meanMs = crowded.totalMs / crowded.calls;
  if (meanMs < baseline.meanMs) baseline.meanMs = (baseline.meanMs + meanMs) / 2;
  baseline.crowded = { calls: 0, totalMs: 0 };
}
