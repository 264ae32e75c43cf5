import { ALIKE, atRatio, beside0, cold, failing, plain, type Scenario, unequal, unknown } from './scenario.js';
import type { Rates } from './traffic.js';

const WATCHED = 120;
const LATE = 24 * 60;
/** As good as 150 equal ones, of which 36 are on the candidate's side. */
const MANY = { size: 2_000, exponent: 0.8 };
const OUTAGE: Rates = { candidate: [0.5, 0.5, 0.5], stable: [0.5, 0.5, 0.5] };

/** A figure that a rule has to meet. */
export interface Figure {
  readonly rule: string;
  /** `never`: at most 1 % rolled back; `always`: all rolled back, in the median within the minutes. */
  readonly wanted: { readonly is: 'never' } | { readonly is: 'always'; readonly medianMinutes: number };
}

/** A scenario with how often it is run and what is wanted of it; rules without a figure are shown beside. */
export interface Trial {
  readonly scenario: Scenario;
  readonly runs: number;
  readonly figures: readonly Figure[];
}

const never = (...rules: string[]): Figure[] => rules.map((rule) => ({ rule, wanted: { is: 'never' } }));
const always = (r1: number, r15: number): Figure[] => [
  { rule: 'ours, r = 1', wanted: { is: 'always', medianMinutes: r1 } },
  { rule: 'ours, r = 1.5', wanted: { is: 'always', medianMinutes: r15 } },
];

/** Every trial at one weight. That of α is the run at exactly the tolerated ratio, in all three tests at once. */
export const TRIALS: readonly Trial[] = [
  {
    scenario: plain('no difference (exactly r = 1)', 10, WATCHED, () => ALIKE),
    runs: 10_000,
    figures: never('ours, r = 1', 'ours, r = 1.5'),
  },
  {
    scenario: plain('exactly r = 1.5', 10, WATCHED, () => atRatio(1.5)),
    runs: 10_000,
    figures: never('ours, r = 1.5'),
  },
  {
    scenario: plain('vendor outage hits both', 10, WATCHED, (minute) => (minute >= 20 && minute < 30 ? OUTAGE : ALIKE)),
    runs: 2_000,
    figures: never('ours, r = 1', 'ours, r = 1.5'),
  },
  { scenario: plain('fails 5 %, weight 10', 10, WATCHED, () => failing(0.05)), runs: 1_000, figures: always(6, 9) },
  { scenario: plain('fails 20 %, weight 10', 10, WATCHED, () => failing(0.2)), runs: 1_000, figures: always(1.5, 2) },
  { scenario: plain('fails 20 %, weight 1', 1, WATCHED, () => failing(0.2)), runs: 1_000, figures: always(5, 6) },
  {
    scenario: plain('stable never fails, v2 fails 2 %, weight 10', 10, WATCHED, () => beside0(0.02)),
    runs: 1_000,
    figures: always(9, 11),
  },
  {
    scenario: cold('cold candidate cache, no difference', 10, WATCHED),
    runs: 1_000,
    figures: never('ours, r = 1', 'ours, r = 1.5'),
  },
  {
    scenario: {
      ...plain('fails 20 % after 24 clean hours, weight 25', 25, LATE + 30, (minute) =>
        minute < LATE ? ALIKE : failing(0.2),
      ),
      faultAt: LATE,
    },
    runs: 300,
    figures: always(3, 3),
  },
  {
    scenario: unequal('unequal callers, no difference', 10, WATCHED, ALIKE),
    runs: 1_000,
    figures: never('ours, r = 1.5', 'r = 1.5, no history'),
  },
  {
    scenario: unequal('unequal callers, fails 20 %', 10, WATCHED, failing(0.2)),
    runs: 300,
    figures: [],
  },
  {
    scenario: unknown('2,000 unknown callers, no difference', 10, MANY, WATCHED, ALIKE),
    runs: 1_000,
    figures: never('r = 1.5, no history'),
  },
  {
    scenario: unknown('2,000 unknown callers, fails 20 %', 10, MANY, WATCHED, failing(0.2)),
    runs: 300,
    figures: [{ rule: 'r = 1.5, no history', wanted: { is: 'always', medianMinutes: 2 } }],
  },
];
