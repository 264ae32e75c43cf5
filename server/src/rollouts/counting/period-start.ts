import { PERIOD_MS } from '../evidence/index.js';

/**
 * Begin of the period that a moment falls in, of a step that began at `sinceMs`; epoch milliseconds. All processes reckon it
 * alike. A clock that is behind counts into the first period.
 */
export function periodStart(sinceMs: number, nowMs: number): number {
  return sinceMs + Math.max(0, Math.floor((nowMs - sinceMs) / PERIOD_MS)) * PERIOD_MS;
}
