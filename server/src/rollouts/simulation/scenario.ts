import { type CallerEvents, DEFAULT_ANALYSIS, type Share, type SideCounts, shareOfCallers } from '../evidence/index.js';
import { type Crowd, cachedCallers, manyCallers, unequalCallers } from './callers.js';
import { type Callers, TESTS } from './event.js';
import { evidenceRule } from './evidence-rule.js';
import { flaggerRule } from './flagger-rule.js';
import type { Random } from './random.js';
import type { Rule } from './rule.js';
import { type Rates, STABLE_RATES } from './traffic.js';
import { zTestRule } from './z-test-rule.js';

/** Requests of both sides in a minute, as the figures are for. */
export const EVENTS_PER_MINUTE = 600;

/** Something that happens to a candidate at one weight, watched by rules side by side. */
export interface Scenario {
  readonly name: string;
  readonly weight: number;
  readonly minutes: number;
  /** When the fault begins; what a rule does is told in minutes from here. */
  readonly faultAt: number;
  ratesAt(minute: number): Rates;
  /** Who asks, and which rules watch, both made anew for each run. */
  begin(random: Random): { callers: Callers; rules: Readonly<Record<string, Rule>> };
}

export const RULES = ['Flagger-style', 'z-test', 'ours, r = 1', 'ours, r = 1.5'] as const;

/** Both versions alike. */
export const ALIKE: Rates = { candidate: STABLE_RATES, stable: STABLE_RATES };

/** The candidate's bad events of every kind at `ratio` times stable's. */
export function atRatio(ratio: number): Rates {
  return { candidate: STABLE_RATES.map((rate) => rate * ratio), stable: STABLE_RATES };
}

/** The candidate fails at a rate of its own, and is otherwise like stable. */
export function failing(rate: number): Rates {
  return { candidate: [rate, ...STABLE_RATES.slice(1)], stable: STABLE_RATES };
}

/** Stable never fails and never answers in part; the candidate fails at a rate of its own. */
export function beside0(rate: number): Rates {
  const stable = [0, STABLE_RATES[1] ?? 0, 0];
  return { candidate: [rate, ...stable.slice(1)], stable };
}

/** Many callers without a cache, watched by all rules. */
export function plain(name: string, weight: number, minutes: number, ratesAt: (minute: number) => Rates): Scenario {
  return {
    name,
    weight,
    minutes,
    faultAt: 0,
    ratesAt,
    begin: (random) => ({
      callers: manyCallers(random),
      rules: {
        'Flagger-style': flaggerRule(),
        'z-test': zTestRule(),
        'ours, r = 1': ours(weight, 1, { history: weekOf(ratesAt(0).stable) }),
        'ours, r = 1.5': ours(weight, 1.5, { history: weekOf(ratesAt(0).stable) }),
      },
    }),
  };
}

/** Both versions alike, the candidate's cache cold; ours with answers from the cache left out, and with them counted. */
export function cold(name: string, weight: number, minutes: number): Scenario {
  return {
    ...plain(name, weight, minutes, () => ALIKE),
    begin: (random) => ({
      callers: cachedCallers(random, EVENTS_PER_MINUTE),
      rules: {
        'Flagger-style': flaggerRule(),
        'z-test': zTestRule(),
        'ours, r = 1': ours(weight, 1),
        'ours, r = 1.5': ours(weight, 1.5),
        'r = 1, hits counted': ours(weight, 1, { counted: 'all' }),
        'r = 1.5, hits counted': ours(weight, 1.5, { counted: 'all' }),
      },
    }),
  };
}

const FEW: Crowd = { size: 300, exponent: 1 };

/** Few, sticky, unequal callers; ours with the share by their histories of six hours, without them, and always by events. */
export function unequal(name: string, weight: number, minutes: number, rates: Rates): Scenario {
  return {
    ...plain(name, weight, minutes, () => rates),
    begin: (random) => {
      const traffic = { eventsPerMinute: EVENTS_PER_MINUTE, historyMinutes: 360, weight, stableRates: STABLE_RATES };
      const callers = unequalCallers(random, FEW, traffic);
      const shareOf = (test: number): Share => shareOfCallers(callers.callersOf(test));
      return {
        callers,
        rules: {
          'Flagger-style': flaggerRule(),
          'z-test': zTestRule(),
          'ours, r = 1': ours(weight, 1, { shareOf }),
          'ours, r = 1.5': ours(weight, 1.5, { shareOf, onPeriod: callers.clear }),
          'r = 1.5, no history': ours(weight, 1.5, {
            shareOf: (test) => shareOfCallers(callers.callersOf(test).map(withoutHistory)),
          }),
          'r = 1.5, share of events': ours(weight, 1.5),
        },
      };
    },
  };
}

/** Sticky, unequal callers enough, of whom nothing is known from before. */
export function unknown(name: string, weight: number, crowd: Crowd, minutes: number, rates: Rates): Scenario {
  return {
    ...plain(name, weight, minutes, () => rates),
    begin: (random) => {
      const traffic = { eventsPerMinute: EVENTS_PER_MINUTE, historyMinutes: 0, weight, stableRates: STABLE_RATES };
      const callers = unequalCallers(random, crowd, traffic);
      const shareOf = (test: number): Share => shareOfCallers(callers.callersOf(test));
      return { callers, rules: { 'r = 1.5, no history': ours(weight, 1.5, { shareOf, onPeriod: callers.clear }) } };
    },
  };
}

function withoutHistory(caller: CallerEvents): CallerEvents {
  return { ...caller, history: { events: 0, bad: 0 } };
}

/** Stable's counts of a week before the rollout, which came as they had to by its rates. */
export function weekOf(stableRates: readonly number[]): Readonly<Record<string, SideCounts>> {
  return Object.fromEntries(
    TESTS.map((name, test) => {
      const events = EVENTS_PER_MINUTE * 60 * 24 * 7;
      return [name, { events, bad: Math.round(events * (stableRates[test] ?? 0)) }];
    }),
  );
}

type Options = Partial<Parameters<typeof evidenceRule>[0]>;

function ours(weight: number, toleratedRatio: number, options: Options = {}): Rule {
  return evidenceRule({
    analysis: { ...DEFAULT_ANALYSIS, toleratedRatio },
    steps: [{ kind: 'weight', weight }],
    history: weekOf(STABLE_RATES),
    comparison: 'undecided',
    counted: 'vendor-reads',
    ...options,
  });
}
