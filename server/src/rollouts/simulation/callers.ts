import type { CallerEvents } from '../evidence/index.js';
import { type Callers, type Side, type SimulatedEvent, TESTS } from './event.js';
import type { Random } from './random.js';

/** So many callers that each request is on either side by chance. */
export function manyCallers(random: Random): Callers {
  return {
    next(event, weight) {
      event.side = random.next() * 100 < weight ? 'candidate' : 'stable';
    },
  };
}

const KEYS = 2_000;
const FRESH_MS = 5 * 60_000;

/** Many callers who ask for 2,000 records, some far more often than others; each side has a cache, and the candidate's is cold. */
export function cachedCallers(random: Random, eventsPerMinute: number): Callers {
  const pickKey = byPopularity(KEYS, 0.8, random);
  const freshUntil = { candidate: new Float64Array(KEYS).fill(-1), stable: new Float64Array(KEYS).fill(-1) };
  const isFresh = (side: Side, key: number, nowMs: number) => {
    if ((freshUntil[side][key] ?? 0) > nowMs) return true;
    freshUntil[side][key] = nowMs + FRESH_MS;
    return false;
  };
  for (let nowMs = -2 * FRESH_MS; nowMs < 0; nowMs += 60_000 / eventsPerMinute) isFresh('stable', pickKey(), nowMs);
  return {
    next(event, weight) {
      event.side = random.next() * 100 < weight ? 'candidate' : 'stable';
      event.reachedVendor = !isFresh(event.side, pickKey(), event.nowMs);
    },
  };
}

/** How many callers, and how unequally they ask: the k-th as often as 1/k to the power of `exponent`. */
export interface Crowd {
  readonly size: number;
  readonly exponent: number;
}

/** Callers who stay on their side and differ in how much they ask and in how often it fails. */
export interface UnequalCallers extends Callers {
  /** What was counted of each in the current period, for a test (its number in {@link TESTS}), beside its history. */
  callersOf(test: number): readonly CallerEvents[];
  /** Begins another period. */
  clear(): void;
}

/**
 * Sticky callers (of 300 with an exponent of 1 the busiest asks for a sixth of everything); their rates are spread log-normally over a factor of three
 * either way (two thirds of them). Before the rollout each was counted for `historyMinutes`.
 */
export function unequalCallers(
  random: Random,
  { size, exponent }: Crowd,
  traffic: { eventsPerMinute: number; historyMinutes: number; weight: number; stableRates: readonly number[] },
): UnequalCallers {
  const pickCaller = byPopularity(size, exponent, random);
  const spread = Math.log(3);
  const ratios = Array.from({ length: size }, () => Math.exp(spread * random.normal() - spread ** 2 / 2));
  const sides: Side[] = ratios.map(() => (random.next() * 100 < traffic.weight ? 'candidate' : 'stable'));
  const histories = TESTS.map(() => ratios.map(() => ({ events: 0, bad: 0 })));
  for (let left = traffic.historyMinutes * traffic.eventsPerMinute; left > 0; left--) {
    const caller = pickCaller();
    histories.forEach((history, test) => {
      const counts = history[caller]!;
      counts.events += 1;
      if (random.next() < badChance(traffic.stableRates[test] ?? 0, ratios[caller] ?? 1)) counts.bad += 1;
    });
  }
  const perTest = histories.map((history) =>
    history.map((counts, caller) => ({ side: sides[caller]!, events: 0, history: counts })),
  );
  return {
    next(event: SimulatedEvent) {
      const caller = pickCaller();
      event.caller = caller;
      event.side = sides[caller]!;
      event.callerRatio = ratios[caller]!;
      for (const callers of perTest) callers[caller]!.events += 1;
    },
    callersOf: (test) => perTest[test]!,
    clear() {
      for (const callers of perTest) for (const caller of callers) caller.events = 0;
    },
  };
}

/** The chance of a bad event for a caller who fares `ratio` times as badly as the mean; something always works. */
export function badChance(rate: number, ratio: number): number {
  return Math.min(0.9, rate * ratio);
}

/** Picks numbers below `size`, the k-th with a chance in proportion to 1/kˢ (Zipf's law). */
function byPopularity(size: number, exponent: number, random: Random): () => number {
  const upTo = new Float64Array(size);
  let total = 0;
  for (let rank = 0; rank < size; rank++) {
    total += (rank + 1) ** -exponent;
    upTo[rank] = total;
  }
  return () => {
    const wanted = random.next() * total;
    let [low, high] = [0, size - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
