import { ROW_TITLES } from './report.ts';
import type { Result } from './result.ts';

/**
 * A result with the rows of one before it that were not measured again, in their common order. Contenders are compared
 * within a row alone, which is measured at one time. Only what was measured in the same way on the same machine is kept.
 */
export function withRowsOf(previous: Result | null, result: Result): Result {
  if (previous === null || conditionsOf(previous) !== conditionsOf(result)) return result;
  const rows = [...result.rows, ...previous.rows];
  const names = Object.keys(ROW_TITLES);
  return { ...result, rows: names.flatMap((of) => rows.find(({ name }) => name === of) ?? []) };
}

function conditionsOf({ rows, ...conditions }: Result): string {
  return JSON.stringify(Object.entries(conditions).sort());
}
