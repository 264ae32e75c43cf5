import { APOLLO, APOLLO_CACHED, FLOOR_AGGREGATION, FLOOR_CACHED, TAILCALL } from './peers.ts';
import type { Result } from './result.ts';
import { SELVEDGE, SELVEDGE_CACHED } from './selvedge.ts';
import { type Ratio, ratioOrNull } from './statistics.ts';

/** The gateway is to answer at least so many times as many requests as another contender. */
export interface Goal {
  row: Result['rows'][number]['name'];
  ours: string;
  theirs: string;
  least: number;
}

export const GOALS: readonly Goal[] = [
  { row: 'Q1', ours: SELVEDGE, theirs: APOLLO, least: 1.5 },
  { row: 'Q2', ours: SELVEDGE, theirs: APOLLO, least: 3.3 },
  { row: 'Q3', ours: SELVEDGE, theirs: APOLLO, least: 7 },
  { row: 'Q3', ours: SELVEDGE, theirs: TAILCALL, least: 4 },
  { row: 'Q3', ours: SELVEDGE, theirs: FLOOR_AGGREGATION, least: 0.75 },
  { row: 'Q3-20ms', ours: SELVEDGE, theirs: APOLLO, least: 4.5 },
  { row: 'Q3-20ms', ours: SELVEDGE, theirs: TAILCALL, least: 2.3 },
  { row: 'Q4', ours: SELVEDGE_CACHED, theirs: APOLLO_CACHED, least: 5.4 },
  { row: 'Q4', ours: SELVEDGE_CACHED, theirs: FLOOR_CACHED, least: 0.68 },
];

export interface Judged extends Goal {
  /** Null where one of the two was not measured. */
  ratio: Ratio | null;
  holds: boolean;
}

/** A goal holds when the lower end of the confidence interval is above it. */
export function judge(result: Result, goals: readonly Goal[] = GOALS): readonly Judged[] {
  return goals.map((goal) => {
    const cells = result.rows.find(({ name }) => name === goal.row)?.cells ?? [];
    const rates = (contender: string) => cells.find((cell) => cell.contender === contender)?.requestsPerSecond;
    const [ours, theirs] = [rates(goal.ours), rates(goal.theirs)];
    const ratio = ours === undefined || theirs === undefined ? null : ratioOrNull(ours, theirs);
    return { ...goal, ratio, holds: ratio !== null && ratio.low > goal.least };
  });
}
