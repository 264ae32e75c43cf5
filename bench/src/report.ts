import type { Judged, Verdict } from './judge.ts';
import { markdown } from './markdown.ts';
import { mixedTableOf } from './mixed-table.ts';
import { APOLLO, APOLLO_CACHED } from './peers.ts';
import { ratioText } from './ratio-text.ts';
import { type Cell, DISTURBED, disturbedTurns, isValid, type Result, type Row, SLICES } from './result.ts';
import { GRAPH_ON_APOLLO, GRAPH_ON_APOLLO_CACHED } from './selvedge.ts';
import { median, ratioOrNull } from './statistics.ts';

/** What each row asks, for people. */
export const ROW_TITLES: Readonly<Record<Row['name'], string>> = {
  Q1: 'Q1: a constant',
  Q2: 'Q2: 100 posts',
  Q3: 'Q3: 100 posts, each with its user',
  Q4: 'Q4: as Q3, with each one’s cache',
  'Q3-20ms': 'Q3 with an upstream that takes 20 ms, 256 connections',
  marketing: 'Marketing graph: 100 customers, contacts of three vendors, companies and deals',
  performance: 'Marketing graph: performance over 90 days, by channel',
  mixed: 'Mixed traffic on the marketing graph: a thousand operations drawn by Zipf, a write in fifty requests',
};

/** What the ratios of a row are taken against, the first of them that takes part. */
const BASES: readonly string[] = [APOLLO, APOLLO_CACHED, GRAPH_ON_APOLLO_CACHED, GRAPH_ON_APOLLO];

/** The cell that a row's ratios are taken against; undefined when it was not measured. */
function baseOf({ cells }: Row): Cell | undefined {
  return BASES.flatMap((name) => cells.find(({ contender }) => contender === name) ?? []).at(0);
}

const VERDICTS: Readonly<Record<Verdict, string>> = {
  holds: 'holds',
  'falls-short': 'FALLS SHORT',
  invalid: 'INVALID: wrong answers',
  'not-measured': 'FALLS SHORT: not measured',
  'not-judged': 'not judged: not asked for',
};

/** A server that uses less of its core waits for its upstream, or for the load. */
const BUSY = 0.85;

function busyShare({ requestsPerSecond, cpuPerRequest }: Cell): number {
  return (median(requestsPerSecond) * median(cpuPerRequest)) / 1_000_000;
}

/** A row as a Markdown table, which reads well on a terminal too. What went wrong stands below it. */
export function tableOf(row: Row): string {
  const base = baseOf(row);
  const lines = row.cells.map((cell) => [
    cell.contender,
    isValid(cell) ? figure(median(cell.requestsPerSecond)) : 'INVALID',
    ratioCell(cell, base),
    finite(median(cell.cpuPerRequest), (value) => `${figure(value)} µs`),
    `${median(cell.p99).toFixed(1)} ms`,
    finite(median(cell.callsPerRequest), (value) => value.toFixed(2)),
    `${figure(cell.peakMegabytes)} MB`,
  ]);
  const failed = row.cells
    .filter((cell) => !isValid(cell))
    .map(({ contender, failures, firstWrong }) => {
      const sample = firstWrong === null ? '' : ` The first wrong answer began: \`${firstWrong.replaceAll('`', "'")}\``;
      return `${contender} is invalid: ${figure(failures)} requests were not answered as expected.${sample}`;
    });
  const disturbed = row.cells
    .filter((cell) => disturbedTurns(cell) > 0)
    .map((cell) => `${cell.contender} (${disturbedTurns(cell)} of ${cell.foreign.length})`);
  const isWorthless = row.cells.some((cell) => disturbedTurns(cell) > cell.foreign.length / 2);
  const disturbance =
    disturbed.length === 0
      ? []
      : [
          `Turns during which other processes had more than ${100 * DISTURBED} % of a core each time they were taken: ${disturbed.join(', ')}.${isWorthless ? ' Of such a row no figure is to be believed: measure it again on a quiet machine.' : ''}`,
        ];
  const idle = row.cells
    .filter((cell) => isValid(cell) && busyShare(cell) < BUSY)
    .map((cell) => `${cell.contender} ${Math.round(100 * busyShare(cell))} %`);
  const idleness =
    idle.length === 0
      ? []
      : [
          `These servers waited, for the upstream, the load or the machine, so that CPU a request compares them better than the rate; their core was busy for: ${idle.join(', ')}.`,
        ];
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
    `Measured ${row.at.slice(0, 10)}, version ${row.version}.${lookUpText(row)}`,
    '',
    markdown(heading, lines),
    ...[mixedTableOf(row) ?? [], failed, disturbance, idleness, absent].flat().flatMap((note) => ['', note]),
  ].join('\n');
}

/** How busy others kept the caches, so that one sees which runs compare. */
function lookUpText({ lookUp = [] }: Row): string {
  if (lookUp.length === 0) return '';
  const [least, most] = [Math.min(...lookUp), Math.max(...lookUp)].map(figure);
  return ` A look-up at random in 4 MB took ${figure(median(lookUp))} ns (${least} to ${most}).`;
}

export function goalsTable(judged: readonly Judged[]): string {
  return markdown(
    ['row', 'against', 'goal', 'measured', ''],
    judged.map(({ goal: { row, contenders, wanted }, measured, verdict }) => [
      row,
      contenders[1] ?? '–',
      wanted,
      measured?.text ?? '–',
      VERDICTS[verdict],
    ]),
  );
}

/** How and on what it was measured. */
export function headOf({ node, machine, rounds, seconds, isQuick }: Result): string {
  return `Measured on ${machine}, Node ${node}: medians of ${rounds} turns of ${seconds} s each, all contenders of a row in turn${isQuick ? '' : `; those of a goal in ${SLICES} such slices a turn`}.`;
}

function ratioCell(cell: Cell, base: Cell | undefined): string {
  if (base === undefined || !isValid(base) || !isValid(cell)) return '–';
  const ratio = ratioOrNull(cell.requestsPerSecond, base.requestsPerSecond);
  return ratio === null ? '–' : ratioText(ratio);
}

/** A figure for each request is none where nothing was answered. */
function finite(value: number, textOf: (value: number) => string): string {
  return Number.isFinite(value) ? textOf(value) : '–';
}

function figure(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
