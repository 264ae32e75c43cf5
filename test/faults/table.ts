import type { Row } from './row.js';

/** One row as it was run. */
export interface Line {
  row: Pick<Row, 'name' | 'fault' | 'expected'>;
  text: string;
  verdict: 'holds' | 'falls short';
}

const HEAD = ['row', 'fault', 'expected', 'measured', 'verdict'] as const;

/** The table in Markdown, columns aligned. */
export function tableOf(lines: readonly Line[]): string {
  const rows = lines.map(({ row, text, verdict }) => [row.name, row.fault, row.expected, text, verdict].map(inOneCell));
  const widths = HEAD.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(HEAD), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function inOneCell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}
