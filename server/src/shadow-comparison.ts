import type { Assignments, ComparisonRecords } from './rollouts/model/index.js';
import { createComparisonTally } from './rollouts/shadow/index.js';
import { createLoopGauge, createShadowing, type FreshReads, type Shadowing } from './shadowing/index.js';
import type { Logger, ShadowMetrics } from './telemetry/index.js';

export interface ShadowComparisonOptions {
  assignments: Assignments;
  /** Where what was found is told. */
  records: Pick<ComparisonRecords, 'add'>;
  /** A tenant's account at a vendor as it is now; null where it has none. */
  readsOf: (tenant: string, connector: string) => FreshReads | null;
  metrics: ShadowMetrics;
  logger: Logger;
  /** Epoch milliseconds. */
  now: () => number;
}

/** How often what was found is told, milliseconds. */
const TELL_EVERY_MS = 1_000;

/** Compares as the rollouts say at each moment, and tells what was found once a second and at its end. */
export function startShadowComparison(options: ShadowComparisonOptions): Pick<Shadowing, 'begin' | 'close'> {
  const { assignments, records, readsOf, metrics, logger, now } = options;
  const tally = createComparisonTally();
  const shadowing = createShadowing({
    readsOf,
    metrics,
    onCompared: tally.add,
    isBusy: createLoopGauge(
      () => performance.eventLoopUtilization(),
      () => performance.now(),
    ).isBusy,
    random: Math.random,
    now,
  });

  async function tell(): Promise<void> {
    try {
      await tally.flush(records);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      logger.warn({ message }, 'what comparisons found could not be stored; it is kept for the next time');
    }
  }

  let telling: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    telling = telling.then(tell);
  }, TELL_EVERY_MS);
  timer.unref();
  const follow = (): void => shadowing.update(assignments.current());
  const stopFollowing = assignments.onChange(follow);
  follow();
  return {
    begin: shadowing.begin,
    async close() {
      stopFollowing();
      clearInterval(timer);
      await shadowing.close();
      await telling;
      await tell();
    },
  };
}
