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
  crowdedCalls: number;
  /** Of all of these together. */
  crowdedMs: number;
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
  return new RouteBaselines();
}

class RouteBaselines implements LatencyBaselines {
  readonly #byRoute = new Map<string, Baseline>();

  observe(route: string, durationMs: number, quiet: boolean): number {
    // A clock that stands still between two calls must not make a baseline of nothing.
    const tookMs = Math.max(durationMs, 0.1);
    const baseline = this.#byRoute.get(route) ?? this.#baselineOf(route, tookMs);
    const inflation = Math.min(LARGEST_INFLATION, tookMs / baseline.meanMs);
    if (quiet) baseline.meanMs += WEIGHT * (Math.min(tookMs, 2 * baseline.meanMs) - baseline.meanMs);
    else learnFromCrowded(baseline, tookMs);
    return inflation;
  }

  /** Of a route that has none of its own. */
  #baselineOf(route: string, durationMs: number): Baseline {
    const key = this.#byRoute.size < MOST_ROUTES ? route : OTHER;
    let baseline = this.#byRoute.get(key);
    if (baseline === undefined) {
      baseline = { meanMs: durationMs, crowdedCalls: 0, crowdedMs: 0 };
      this.#byRoute.set(key, baseline);
    }
    return baseline;
  }
}

function learnFromCrowded(baseline: Baseline, tookMs: number): void {
  baseline.crowdedCalls += 1;
  baseline.crowdedMs += tookMs;
  if (baseline.crowdedCalls < CROWDED_CALLS) return;
  const meanMs = baseline.crowdedMs / baseline.crowdedCalls;
  if (meanMs < baseline.meanMs) baseline.meanMs = (baseline.meanMs + meanMs) / 2;
  baseline.crowdedCalls = 0;
  baseline.crowdedMs = 0;
}
