/** The part of stable's calls that is slow by definition: τ is the percentile that leaves so many above it. */
export const SLOW_RATE = 0.05;

/** Calls needed before that percentile is taken. */
export const LEAST_LATENCIES = 100;

/**
 * τ, what counts as slow for the whole rollout: the 95th percentile (nearest rank) of stable's vendor calls at its start.
 * Frozen then, the calls slower than τ are counted on both sides like failures; stable's are about 5 % ({@link SLOW_RATE}). Null of fewer than
 * {@link LEAST_LATENCIES} calls, when slowness cannot be tested yet.
 * @throws RangeError for a latency that is negative or no number.
 */
export function slowThresholdMs(stableLatenciesMs: readonly number[]): number | null {
  const wrong = stableLatenciesMs.find((latency) => !(latency >= 0));
  if (wrong !== undefined) {
    throw new RangeError(`Expected latencies of 0 ms or more; got ${wrong}. Measure them with a monotonic clock.`);
  }
  if (stableLatenciesMs.length < LEAST_LATENCIES) return null;
  const sorted = Float64Array.from(stableLatenciesMs).sort();
  return sorted[Math.ceil((1 - SLOW_RATE) * sorted.length) - 1] ?? null;
}
