import { SLOW_RATE, shortestPlanMinutes } from '../evidence/index.js';
import { minuteOf, type PlannedRollout, type RolloutPlan, type UsageRecords } from '../model/index.js';

const TRAFFIC_MS = 24 * 60 * 60_000;
/** After so many minutes in which nobody asked, a connector had no traffic rather than little. */
const LONGEST_GAP = 30;

/** Minutes that each step takes at the shortest, by the traffic of the last day; nulls where there was none. */
export async function shortestMinutes(
  connector: string,
  { steps, stickyBy, analysis }: RolloutPlan,
  usage: Pick<UsageRecords, 'history'>,
  nowMs: number,
): Promise<Pick<PlannedRollout, 'shortestMinutes' | 'trafficMinutes'>> {
  const history = await usage.history(connector, nowMs - TRAFFIC_MS, nowMs);
  let [events, failures] = [0, 0];
  for (const { caller, events: asked, bad } of history) {
    if (!caller.startsWith(`${stickyBy}:`)) continue;
    events += asked;
    failures += bad.failures ?? 0;
  }
  if (events === 0) return { shortestMinutes: null, trafficMinutes: null };
  const trafficMinutes = minutesWithTraffic(history.flatMap(({ caller }) => minuteOf(caller) ?? []));
  // Of none that failed it is known that fewer than about one in all did: of use where only a comparison ends a step.
  const least = analysis.advanceBelowRate > 0 ? 0 : 1;
  const badRate = Math.min(0.99, Math.max(failures, least) / (events + 1));
  const tests = [
    { badRate, fineBelow: analysis.advanceBelowRate },
    { badRate: SLOW_RATE, fineBelow: SLOW_RATE },
  ];
  const traffic = { eventsPerMinute: events / trafficMinutes, tests };
  return { shortestMinutes: shortestPlanMinutes(steps, traffic, analysis), trafficMinutes };
}

/** How long there was traffic: short gaps belong to it, long ones do not. All of the day where minutes are not known. */
function minutesWithTraffic(minutes: readonly number[]): number {
  if (minutes.length === 0) return TRAFFIC_MS / 60_000;
  const inOrder = minutes.toSorted((a, b) => a - b);
  return inOrder.reduce((sum, minute, at) => {
    const gap = minute - (inOrder[at - 1] ?? minute - 1);
    return sum + (gap > LONGEST_GAP ? 1 : gap);
  }, 0);
}
