import type { PlanBound } from './job.js';
import type { PlanEnd } from './plan-run.js';
import type { Trial } from './scenarios.js';
import type { RolledBack } from './watch.js';
import { wilson } from './wilson.js';

/** One cell of the table. */
export interface Cell {
  readonly scenario: string;
  readonly rule: string;
  readonly runs: number;
  /** Runs that were rolled back, or ended as the cell asks. */
  readonly count: number;
  /** Median minutes of those after the fault began; null of none. */
  readonly medianMinutes: number | null;
  readonly wanted: string;
  readonly verdict: 'holds' | 'falls short' | 'beside';
}

/** The cells of one trial: one for each rule that watched it. A fault answered before it began is missed. */
export function trialCells({ scenario, figures }: Trial, results: readonly RolledBack[], isFull: boolean): Cell[] {
  const runs = results.length;
  return Object.keys(results[0] ?? {}).map((rule) => {
    const minutes = results.flatMap((result) => result[rule] ?? []);
    const rightly = minutes.filter((each) => each >= 0);
    const medianMinutes = medianOf(minutes);
    const cell = { scenario: scenario.name, rule, runs, count: minutes.length, medianMinutes };
    const wanted = figures.find((figure) => figure.rule === rule)?.wanted;
    if (wanted === undefined) return { ...cell, wanted: '', verdict: 'beside' };
    if (wanted.is === 'never') {
      return { ...cell, wanted: '≤ 1 %', verdict: toVerdict(isAtMost(0.01, minutes.length, runs, isFull)) };
    }
    const isMet = rightly.length === runs && medianMinutes !== null && medianMinutes <= wanted.medianMinutes;
    return { ...cell, wanted: `100 % / ≤ ${wanted.medianMinutes} min`, verdict: toVerdict(isMet) };
  });
}

/** Ends of a plan that are as `outcome` says: at most, or at least, a share of them. */
export function planCell(scenario: string, ends: readonly PlanEnd[], bound: PlanBound, isFull: boolean): Cell {
  const minutes = ends.filter(({ outcome }) => outcome === bound.outcome).map((end) => end.minutes);
  const isMet =
    'atMost' in bound
      ? isAtMost(bound.atMost, minutes.length, ends.length, isFull)
      : isAtMost(1 - bound.atLeast, ends.length - minutes.length, ends.length, isFull);
  return {
    scenario,
    rule: `ours, r = 1.5: ${bound.outcome}`,
    runs: ends.length,
    count: minutes.length,
    medianMinutes: medianOf(minutes),
    wanted: 'atMost' in bound ? `≤ ${bound.atMost * 100} %` : `≥ ${bound.atLeast * 100} %`,
    verdict: toVerdict(isMet),
  };
}

/** With all runs the upper end of the interval has to be within the bound; a few can only show that it is not. */
function isAtMost(bound: number, count: number, runs: number, isFull: boolean): boolean {
  const { low, high } = wilson(count, runs);
  return (isFull ? high : low) <= bound;
}

function toVerdict(isMet: boolean): Cell['verdict'] {
  return isMet ? 'holds' : 'falls short';
}

function medianOf(values: readonly number[]): number | null {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? null;
}
