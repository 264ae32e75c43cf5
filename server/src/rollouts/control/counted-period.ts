import { TESTS } from '../counting/index.js';
import { type CallerEvents, type Period, type SideCounts, shareOfCallers, type TestCounts } from '../evidence/index.js';
import type { CallerHistory, CountIncrement } from '../model/index.js';
import type { PeriodFrame } from './period-frames.js';

/** What stable did for each caller before the candidate answered anybody, by the hash of its sticky key. */
export type CallerHistories = ReadonlyMap<string, CallerHistory>;

/** A period with all that was counted in it; callers are weighed by their histories. */
export function countedPeriod(
  { startedAtMs, step, weight }: PeriodFrame,
  counts: readonly CountIncrement[],
  histories: CallerHistories,
): Period {
  const tests = Object.fromEntries(TESTS.map((test) => [test, testCounts(test, counts, histories)]));
  return { startedAtMs, step, weight, tests };
}

/** Sums of all callers, by test. */
export function stableHistory(histories: CallerHistories): Readonly<Record<string, SideCounts>> {
  const all = [...histories.values()];
  return Object.fromEntries(
    TESTS.map((test) => [
      test,
      {
        events: all.reduce((sum, { events }) => sum + events, 0),
        bad: all.reduce((sum, { bad }) => sum + (bad[test] ?? 0), 0),
      },
    ]),
  );
}

function testCounts(test: string, counts: readonly CountIncrement[], histories: CallerHistories): TestCounts {
  const sums = { candidate: { events: 0, bad: 0 }, stable: { events: 0, bad: 0 } };
  const callers: CallerEvents[] = [];
  const seen = new Set<string>();
  for (const { side, caller, events, bad } of counts) {
    sums[side].events += events;
    sums[side].bad += bad[test] ?? 0;
    callers.push({ side, events, history: historyOf(histories.get(caller), test), isRepeated: seen.has(caller) });
    seen.add(caller);
  }
  for (const [caller, history] of histories) {
    if (!seen.has(caller)) callers.push({ side: 'stable', events: 0, history: historyOf(history, test) });
  }
  return { ...sums, share: shareOfCallers(callers) };
}

const NO_HISTORY: SideCounts = { events: 0, bad: 0 };

function historyOf(history: CallerHistory | undefined, test: string): SideCounts {
  return history === undefined ? NO_HISTORY : { events: history.events, bad: history.bad[test] ?? 0 };
}
