import type { Judged } from './goals.ts';
import { APOLLO, APOLLO_CACHED } from './peers.ts';
import type { Cell, Result, Row } from './result.ts';
import { median, type Ratio, ratioOrNull } from './statistics.ts';

/** What each row asks, for people. */
export const ROW_TITLES: Readonly<Record<Row['name'], string>> = {
  Q1: 'Q1: a constant',
  Q2: 'Q2: 100 posts',
  Q3: 'Q3: 100 posts, each with its user',
  Q4: 'Q4: as Q3, with each one’s cache',
  'Q3-20ms': 'Q3 with an upstream that takes 20 ms, 256 connections',
};

/** The cell that a row's ratios are taken against; undefined when it was not measured. */
function baseOf({ cells }: Row): Cell | undefined {
  return cells.find(({ contender }) => contender === APOLLO || contender === APOLLO_CACHED);
}

/** A row as a Markdown table, which reads well on a terminal too. */
export function tableOf(row: Row): string {
  const base = baseOf(row);
  const lines = row.cells.map((cell) => [
    cell.contender,
    figure(median(cell.requestsPerSecond)),
    base === undefined ? '–' : ratioText(ratioOrNull(cell.requestsPerSecond, base.requestsPerSecond)),
    `${figure(median(cell.cpuPerRequest))} µs`,
    `${median(cell.p99).toFixed(1)} ms`,
    median(cell.callsPerRequest).toFixed(2),
    `${figure(cell.peakMegabytes)} MB`,
  ]);
  const failed = row.cells
    .filter(({ failures }) => failures > 0)
    .map(({ contender, failures }) => `${contender}: ${failures} requests failed.`);
  const absent = row.absent.map(({ contender, reason }) => `${contender} was left out: ${reason.split('\n')[0]}`);
  const heading = [
    '',
    'requests/s',
    base === undefined ? 'ratio' : `× ${base.contender}`,
    'CPU a request',
    'p99',
    'calls a request',
    'peak memory',
  ];
  return [
    `### ${ROW_TITLES[row.name]}`,
    '',
    markdown(heading, lines),
    ...[...failed, ...absent].flatMap((note) => ['', note]),
  ].join('\n');
}

export function goalsTable(judged: readonly Judged[]): string {
  return markdown(
    ['row', 'against', 'goal', 'measured', ''],
    judged.map(({ row, theirs, least, ratio, holds }) => [
      row,
      theirs,
      `≥ ${least} ×`,
      ratioText(ratio),
      holds ? 'holds' : 'FALLS SHORT',
    ]),
  );
}

/** How and on what it was measured. */
export function headOf({ at, node, machine, rounds, seconds }: Result): string {
  return `Measured ${at.slice(0, 10)} on ${machine}, Node ${node}: medians of ${rounds} turns of ${seconds} s each, all contenders of a row in turn.`;
}

function ratioText(ratio: Ratio | null): string {
  if (ratio === null) return 'not measured';
  const { mean, low, high, pairs } = ratio;
  return pairs === 1 ? `${mean.toFixed(2)}` : `${mean.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}

function figure(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function markdown(heading: readonly string[], lines: readonly (readonly string[])[]): string {
  const widths = heading.map((text, column) =>
    Math.max(3, text.length, ...lines.map((line) => (line[column] ?? '').length)),
  );
  const row = (cells: readonly string[]) =>
    `| ${cells.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [row(heading), row(widths.map((width) => '-'.repeat(width))), ...lines.map(row)].join('\n');
}
