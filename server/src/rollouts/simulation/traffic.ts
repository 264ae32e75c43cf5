import { badChance } from './callers.js';
import { type Callers, type Side, type SimulatedEvent, TESTS } from './event.js';
import type { Random } from './random.js';

/** Rates of bad events of both sides in one minute, by the order of {@link TESTS}. */
export type Rates = Readonly<Record<Side, readonly number[]>>;

/** What stable does: fails 1 %, is slower than its 95th percentile in 5 %, and gives 1 % of its answers in part. */
export const STABLE_RATES: readonly number[] = [0.01, 0.05, 0.01];

/** Lets one minute of requests come; `onEvent` says false to end it early, and so does what is returned. */
export function oneMinute(
  random: Random,
  traffic: { minute: number; eventsPerMinute: number; weight: number; rates: Rates; callers: Callers },
  event: SimulatedEvent,
  onEvent: () => boolean,
): boolean {
  const { minute, eventsPerMinute, weight, rates, callers } = traffic;
  for (let number = 0; number < eventsPerMinute; number++) {
    event.nowMs = (minute + number / eventsPerMinute) * 60_000;
    callers.next(event, weight);
    const chances = rates[event.side];
    for (let test = 0; test < TESTS.length; test++) {
      const chance = event.callerRatio === 1 ? chances[test]! : badChance(chances[test]!, event.callerRatio);
      event.bad[test] = event.reachedVendor && random.next() < chance;
    }
    if (!onEvent()) return false;
  }
  return true;
}

/** An event to begin with. */
export function anyEvent(): SimulatedEvent {
  return { nowMs: 0, side: 'stable', reachedVendor: true, caller: 0, callerRatio: 1, bad: [false, false, false] };
}
