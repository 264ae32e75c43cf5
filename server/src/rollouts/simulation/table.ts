import type { Cell } from './verdict.js';
import { wilson } from './wilson.js';

const HEAD = ['what happens', 'rule', 'share of runs (95 % interval)', 'median', 'wanted', 'verdict'] as const;

/** The table in Markdown, columns aligned. */
export function tableOf(cells: readonly Cell[]): string {
  const rows = cells.map((cell) => {
    const { low, high } = wilson(cell.count, cell.runs);
    const share = `${percent(cell.count / cell.runs)} % (${percent(low)}–${percent(high)}) of ${cell.runs}`;
    const median = cell.medianMinutes === null ? '–' : `${cell.medianMinutes.toFixed(1)} min`;
    return [cell.scenario, cell.rule, share, median, cell.wanted, cell.verdict];
  });
  const widths = HEAD.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (texts: readonly string[]) => `| ${texts.map((text, at) => text.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(HEAD), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function percent(share: number): string {
  return (share * 100).toFixed(share > 0 && share < 0.1 ? 2 : 1);
}
