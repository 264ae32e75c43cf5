import { GOALS, type Goal, type Measured } from './goals.ts';
import { isValid, type Result } from './result.ts';

/** `not-judged`: the row, or one of its contenders, was not asked for. `invalid`: wrong answers were among those measured. */
export type Verdict = 'holds' | 'falls-short' | 'invalid' | 'not-measured' | 'not-judged';

export interface Judged {
  goal: Goal;
  /** Null where there is nothing to compare. */
  measured: Measured | null;
  verdict: Verdict;
}

/** A goal that was asked for and could not be measured does not hold; one that was not asked for is not judged. */
export function judge(result: Result, goals: readonly Goal[] = GOALS): readonly Judged[] {
  return goals.map((goal) => {
    const without = (verdict: Verdict): Judged => ({ goal, measured: null, verdict });
    const row = result.rows.find(({ name }) => name === goal.row);
    const asked = [...(row?.cells ?? []), ...(row?.absent ?? [])].map(({ contender }) => contender);
    if (!goal.contenders.every((name) => asked.includes(name))) return without('not-judged');
    const cells = goal.contenders.flatMap((name) => row?.cells.find(({ contender }) => contender === name) ?? []);
    if (cells.length < goal.contenders.length) return without('not-measured');
    if (!cells.every(isValid)) return without('invalid');
    const measured = goal.measure(cells);
    return measured === null
      ? without('not-measured')
      : { goal, measured, verdict: measured.holds ? 'holds' : 'falls-short' };
  });
}

/** Whether none of the goals that were asked for is missed. */
export function allHold(judged: readonly Judged[]): boolean {
  return judged.every(({ verdict }) => verdict === 'holds' || verdict === 'not-judged');
}
