import { median, type Ratio } from '../statistics.ts';
import { growthHolds, MOST_START_MS, ratiosOf, startHolds } from './judge-scaling.ts';
import type { MeasuredDimension, ScalingResult, StartResult } from './scaling-result.ts';

/** How and on what it was measured. */
export function scalingHead({ node, machine, query }: ScalingResult): string {
  return `Measured on ${machine}, Node ${node}: ${query}, all sizes in turn.`;
}

/** One dimension as a Markdown table with its verdict, which reads well on a terminal too. */
export function dimensionTable(result: MeasuredDimension): string {
  const rows = ratiosOf(result).map(({ count, cpuPerRequest, ratio, startMs, peakMegabytes }) => [
    count.toLocaleString('en-US'),
    `${median(cpuPerRequest).toFixed(1)} µs`,
    ratioText(ratio),
    `${(startMs / 1_000).toFixed(2)} s`,
    `${Math.round(peakMegabytes)} MB`,
  ]);
  const from = result.from.toLocaleString('en-US');
  const lines = [
    [result.name, 'CPU a request', `× ${from}`, 'start', 'peak memory'],
    ['---', '---', '---', '---', '---'],
    ...rows,
  ];
  const absent = result.absent.map(({ count, reason }) => `\n${count} could not be measured: ${reason}`);
  const verdict = `\nAt most ${result.mostGrowth} × from ${from} to the largest: ${growthHolds(result) ? 'holds' : 'FALLS SHORT'}`;
  const turns = `${result.rounds} turns of ${result.seconds} s each`;
  const how = `\nMedians of ${result.starts === 1 ? turns : `${result.starts} starts, each the median of ${turns}`}, ${result.at.slice(0, 10)}, version ${result.version}`;
  return [
    `### By ${result.name}`,
    '',
    ...lines.map((cells) => `| ${cells.join(' | ')} |`),
    ...absent,
    verdict,
    how,
  ].join('\n');
}

export function startText(result: StartResult): string {
  const verdict = startHolds(result) ? 'holds' : 'FALLS SHORT';
  const took = `${Math.round(median(result.startMs))} ms, the median of ${result.startMs.length}`;
  return `Start with ${result.connectors} connectors: ${took}; at most ${MOST_START_MS} ms: ${verdict}`;
}

function ratioText(ratio: Ratio | null): string {
  if (ratio === null) return 'not measured';
  const { mean, low, high, pairs } = ratio;
  return pairs === 1 ? mean.toFixed(3) : `${mean.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
}
