export interface LimitBounds {
  /** Fewest calls in flight, at least 1. */
  floor: number;
  /** Most calls in flight. */
  ceiling: number;
}

/** What a window of calls showed. */
export interface WindowSample {
  /** Mean latency over the baseline; 1 for as quick as ever. */
  inflation: number;
  /** Whether as many calls were in flight as were allowed: else more would not have been used. */
  pressed: boolean;
}

/** Inflation that is taken for noise. */
const TOLERANCE = 1.5;
const STEEPEST = 0.5;

/**
 * Calls that may be in flight after a window: the limit times the gradient `tolerance / inflation`, and one more. Where a
 * vendor works on c calls at once and the rest queue there, inflation is limit / c, so it settles at tolerance × c + 1.
 * A gradient of 0.5 at the least keeps one bad window from closing the way.
 *
 * After Gradient2 of Netflix's concurrency-limits (https://github.com/Netflix/concurrency-limits) and Envoy's gradient
 * controller (https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/adaptive_concurrency_filter).
 */
export function nextLimit(
  limit: number,
  { inflation, pressed }: WindowSample,
  { floor, ceiling }: LimitBounds,
): number {
  const gradient = Math.min(1, Math.max(STEEPEST, TOLERANCE / inflation));
  return Math.min(ceiling, Math.max(floor, limit * gradient + (pressed ? 1 : 0)));
}
