import { callsSaved } from './calls-saved.ts';
import type { RowName } from './contender.ts';
import { APOLLO, APOLLO_CACHED, FLOOR_AGGREGATION, FLOOR_CACHED, TAILCALL } from './peers.ts';
import { ratioText } from './ratio-text.ts';
import type { Cell } from './result.ts';
import { SELVEDGE, SELVEDGE_CACHED } from './selvedge.ts';
import { ratioOrNull } from './statistics.ts';

export interface Goal {
  row: RowName;
  /** The contender that is to reach it, then those that it is compared with. */
  contenders: readonly [string, ...string[]];
  /** For people, e.g. `≥ 1.5 ×`. */
  wanted: string;
  /** Whether it is about how much one does beside the other, so that they are measured in close alternation. */
  comparesRates: boolean;
  /** Of valid cells, in the contenders' order; null when they say nothing of it. */
  measure(cells: readonly Cell[]): Measured | null;
}

export interface Measured {
  /** For people. */
  text: string;
  holds: boolean;
}

export const GOALS: readonly Goal[] = [
  timesAsMany('Q1', [SELVEDGE, APOLLO], 1.5),
  timesAsMany('Q2', [SELVEDGE, APOLLO], 3.3),
  timesAsMany('Q3', [SELVEDGE, APOLLO], 7),
  timesAsMany('Q3', [SELVEDGE, TAILCALL], 4),
  timesAsMany('Q3', [SELVEDGE, FLOOR_AGGREGATION], 0.75),
  timesAsMany('Q3-20ms', [SELVEDGE, APOLLO], 4.5),
  timesAsMany('Q3-20ms', [SELVEDGE, TAILCALL], 2.3),
  timesAsMany('Q4', [SELVEDGE_CACHED, APOLLO_CACHED], 5.4),
  timesAsMany('Q4', [SELVEDGE_CACHED, FLOOR_CACHED], 0.68),
  savesCalls('mixed', [SELVEDGE_CACHED, SELVEDGE], 0.6),
  neverStale('mixed', SELVEDGE_CACHED),
];

/** Contenders of a row whose rates a goal compares. */
export function comparedIn(row: RowName, goals: readonly Goal[] = GOALS): ReadonlySet<string> {
  return new Set(goals.flatMap((goal) => (goal.row === row && goal.comparesRates ? goal.contenders : [])));
}

/** At least so many times as many requests a second as another: even the lower end of the confidence interval is above it. */
export function timesAsMany(row: RowName, contenders: readonly [string, string], least: number): Goal {
  return {
    row,
    contenders,
    wanted: `≥ ${least} ×`,
    comparesRates: true,
    measure([ours, theirs]) {
      const ratio = ratioOrNull(ours?.requestsPerSecond ?? [], theirs?.requestsPerSecond ?? []);
      return ratio === null ? null : { text: ratioText(ratio), holds: ratio.low > least };
    },
  };
}

/** At least such a share of the calls that the same server makes without its cache. */
export function savesCalls(row: RowName, contenders: readonly [string, string], least: number): Goal {
  return {
    row,
    contenders,
    wanted: `≥ ${100 * least} % of calls saved`,
    comparesRates: false,
    measure([cached, uncached]) {
      const saved = cached === undefined || uncached === undefined ? null : callsSaved(cached, uncached);
      return saved === null ? null : { text: `${(100 * saved).toFixed(1)} %`, holds: saved >= least };
    },
  };
}

/** No answer shows less than a write that was acknowledged before it was asked for. Without writes nothing is known. */
export function neverStale(row: RowName, contender: string): Goal {
  return {
    row,
    contenders: [contender],
    wanted: '0 stale answers',
    comparesRates: false,
    measure([cell]) {
      const { writes = 0, stale = 0 } = cell?.mixed ?? {};
      return writes === 0 ? null : { text: `${stale} after ${writes} writes`, holds: stale === 0 };
    },
  };
}
