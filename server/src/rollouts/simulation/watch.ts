import { Random, seedOf } from './random.js';
import { EVENTS_PER_MINUTE, type Scenario } from './scenario.js';
import { anyEvent, oneMinute } from './traffic.js';

/** When each rule rolled back, in minutes after the fault began (below 0: before it); null for never. */
export type RolledBack = Readonly<Record<string, number | null>>;

/** One run of a scenario, all rules watching the same requests; the same for the same seed and number. */
export function watch(scenario: Scenario, seed: number, run: number): RolledBack {
  const random = new Random(seedOf(seed, scenario.name, run));
  const { callers, rules } = scenario.begin(random);
  const watching = new Map(Object.entries(rules));
  const rolledBack: Record<string, number | null> = Object.fromEntries(Object.keys(rules).map((name) => [name, null]));
  const event = anyEvent();
  const isLeft = (name: string, nowMs: number) => {
    rolledBack[name] = nowMs / 60_000 - scenario.faultAt;
    watching.delete(name);
  };
  for (let minute = 0; minute < scenario.minutes && watching.size > 0; minute++) {
    const rates = scenario.ratesAt(minute);
    const traffic = { minute, eventsPerMinute: EVENTS_PER_MINUTE, weight: scenario.weight, rates, callers };
    oneMinute(random, traffic, event, () => {
      for (const [name, rule] of watching) if (rule.event(event)) isLeft(name, event.nowMs);
      return watching.size > 0;
    });
    const nowMs = (minute + 1) * 60_000;
    for (const [name, rule] of watching) if (rule.minute(nowMs)) isLeft(name, nowMs);
  }
  return rolledBack;
}
