import { APOLLO, APOLLO_CACHED, FLOOR_AGGREGATION, FLOOR_CACHED, TAILCALL } from './peers.ts';
import { isValid, type Result } from './result.ts';
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

/** `not-judged`: the row, or one of the two contenders, was not asked for. `invalid`: wrong answers were among those measured. */
export type Verdict = 'holds' | 'falls-short' | 'invalid' | 'not-measured' | 'not-judged';

export interface Judged extends Goal {
  /** Null where there is nothing to compare. */
  ratio: Ratio | null;
  verdict: Verdict;
}

/**
 * A goal holds when the lower end of the confidence interval is above it. One that was asked for and could not be measured
 * does not hold; one that was not asked for is not judged.
 */
export function judge(result: Result, goals: readonly Goal[] = GOALS): readonly Judged[] {
  return goals.map((goal) => {
    const row = result.rows.find(({ name }) => name === goal.row);
    const names = [goal.ours, goal.theirs];
    const cells = names.map((name) => row?.cells.find(({ contender }) => contender === name));
    const wasAsked = names.every((name, at) => cells[at] ?? row?.absent.some(({ contender }) => contender === name));
    if (!wasAsked) return { ...goal, ratio: null, verdict: 'not-judged' };
    const [ours, theirs] = cells;
    if (ours === undefined || theirs === undefined) return { ...goal, ratio: null, verdict: 'not-measured' };
    if (!isValid(ours) || !isValid(theirs)) return { ...goal, ratio: null, verdict: 'invalid' };
    const ratio = ratioOrNull(ours.requestsPerSecond, theirs.requestsPerSecond);
    if (ratio === null) return { ...goal, ratio, verdict: 'not-measured' };
    return { ...goal, ratio, verdict: ratio.low > goal.least ? 'holds' : 'falls-short' };
  });
}

/** Whether none of the goals that were asked for is missed. */
export function allHold(judged: readonly Judged[]): boolean {
  return judged.every(({ verdict }) => verdict === 'holds' || verdict === 'not-judged');
}
