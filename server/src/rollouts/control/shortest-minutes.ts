import { SLOW_RATE, shortestPlanMinutes } from '../evidence/index.js';
import type { RolloutPlan, UsageRecords } from '../model/index.js';

const HOUR_MS = 60 * 60_000;
const TRAFFIC_MS = 24 * HOUR_MS;

/** Minutes that each step takes at the shortest, by the traffic of the last day; null where there was none. */
export async function shortestMinutes(
  connector: string,
  { steps, stickyBy, analysis }: RolloutPlan,
  usage: Pick<UsageRecords, 'history'>,
  nowMs: number,
): Promise<readonly number[] | null> {
  const callers = await usage.history(connector, nowMs - TRAFFIC_MS, nowMs);
  let [events, failures] = [0, 0];
  for (const { caller, events: asked, bad } of callers) {
    if (!caller.startsWith(`${stickyBy}:`)) continue;
    events += asked;
    failures += bad.failures ?? 0;
  }
  if (events === 0) return null;
  // Of none that failed it is known that fewer than about one in all did: of use where only a comparison ends a step.
  const least = analysis.advanceBelowRate > 0 ? 0 : 1;
  const badRate = Math.min(0.99, Math.max(failures, least) / (events + 1));
  const tests = [
    { badRate, fineBelow: analysis.advanceBelowRate },
    { badRate: SLOW_RATE, fineBelow: SLOW_RATE },
  ];
  return shortestPlanMinutes(steps, { eventsPerMinute: events / (TRAFFIC_MS / 60_000), tests }, analysis);
}
