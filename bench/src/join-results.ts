import type { RowName } from './contender.ts';
import { ROW_TITLES } from './report.ts';
import type { Result, Row } from './result.ts';
import { requireSameConditions } from './same-conditions.ts';

/** Under what all rows of a result are measured. */
export type Conditions = Omit<Result, 'rows'>;

/**
 * Rows of a result before it that are not measured again. Contenders are compared within a row alone, which is measured at one time.
 * @throws Error when they were measured under other conditions
 */
export function keptRows(previous: Result | null, now: Conditions, measured: readonly RowName[]): readonly Row[] {
  if (previous === null) return [];
  const { rows, ...before } = previous;
  const kept = rows.filter(({ name }) => !measured.includes(name));
  requireSameConditions(
    kept.map(({ name }) => name),
    before,
    now,
  );
  return kept;
}

/** A result with the rows of one before it that were not measured again, in their common order. */
export function withRowsOf(previous: Result | null, { rows, ...conditions }: Result): Result {
  const kept = keptRows(
    previous,
    conditions,
    rows.map(({ name }) => name),
  );
  const all = [...rows, ...kept];
  const names = Object.keys(ROW_TITLES);
  return { ...conditions, rows: names.flatMap((of) => all.find(({ name }) => name === of) ?? []) };
}
