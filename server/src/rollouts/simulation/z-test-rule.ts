import type { Rule } from './rule.js';

/** The 5 % point of the one-sided test. */
const CRITICAL = 1.645;

/** The ordinary test of two proportions at 5 %, one-sided, on everything counted so far and looked at every minute. */
export function zTestRule(): Rule {
  const events = { candidate: 0, stable: 0 };
  const failures = { candidate: 0, stable: 0 };
  return {
    event({ side, bad }) {
      events[side] += 1;
      if (bad[0]) failures[side] += 1;
      return false;
    },
    minute() {
      if (events.candidate === 0 || events.stable === 0) return false;
      const pooled = (failures.candidate + failures.stable) / (events.candidate + events.stable);
      const variance = pooled * (1 - pooled) * (1 / events.candidate + 1 / events.stable);
      const difference = failures.candidate / events.candidate - failures.stable / events.stable;
      return variance > 0 && difference / Math.sqrt(variance) > CRITICAL;
    },
  };
}
