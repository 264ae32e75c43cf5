import { alignedTable } from '../support/aligned-table.js';
import type { Row } from './row.js';

/** One row as it was run. */
export interface Line {
  row: Pick<Row, 'name' | 'fault' | 'expected'>;
  text: string;
  verdict: 'holds' | 'falls short';
}

const HEAD = ['row', 'fault', 'expected', 'measured', 'verdict'] as const;

/** The table in Markdown. */
export function tableOf(lines: readonly Line[]): string {
  return alignedTable(
    HEAD,
    lines.map(({ row, text, verdict }) => [row.name, row.fault, row.expected, text, verdict]),
  );
}
