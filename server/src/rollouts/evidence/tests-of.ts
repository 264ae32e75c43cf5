import type { Analysis } from './analysis.js';
import type { Test } from './reading.js';
import { SLOW_RATE } from './slow-threshold.js';

/**
 * What a rollout is judged by. Failures and slow calls have to be shown fine; answers in part can only roll back.
 *
 * Of slow calls stable had {@link SLOW_RATE} when it was measured, by definition of what is slow. A candidate that has fewer is no slower than stable was then, which
 * has to be enough: when that was a slow time, hardly any call of either side is slow later on, and no ratio can be shown.
 * @param slowSinceMs since when every gateway counts what is slow, epoch milliseconds; null while that is not known
 */
export function testsOf({ advanceBelowRate }: Analysis, slowSinceMs: number | null): readonly Test[] {
  const fineRate = { below: advanceBelowRate, sinceMs: 0 };
  return [
    { name: 'failures', role: 'decides', fineRate },
    {
      name: 'slow',
      role: 'decides',
      fineRate: slowSinceMs === null ? null : { below: SLOW_RATE, sinceMs: slowSinceMs },
    },
    { name: 'partial', role: 'guards', fineRate },
  ];
}
