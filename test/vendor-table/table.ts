import type { ConnectorVersion } from './connectors.js';

/** Calls by connector, version and capability; see `callsKey`. */
export type CallsOf = ReadonlyMap<string, number>;

export interface Row {
  connector: string;
  version: string;
  /** Name of the capability, or `job` and the name of the job. */
  capability: string;
  largestBatch: number;
}

/** What the definitions say, one row a capability and a job, in the order in which each connector declares them. */
export function rowsOf(connectors: readonly ConnectorVersion[]): Row[] {
  return connectors.flatMap(({ id, version, definition: { capabilities, jobs = {} } }) => {
    const row = (capability: string, largestBatch: number): Row => ({
      connector: id,
      version,
      capability,
      largestBatch,
    });
    return [
      ...Object.entries(capabilities).map(([name, of]) => row(name, of?.maxBatch ?? 0)),
      ...Object.entries(jobs).map(([name, { maxBatch }]) => row(jobName(name), maxBatch)),
    ];
  });
}

/** A job's name in the table: it may be a capability's too. */
export function jobName(job: string): string {
  return `job ${job}`;
}

export function callsKey({ id, version }: Pick<ConnectorVersion, 'id' | 'version'>, capability: string): string {
  return `${id} ${version} ${capability}`;
}

const HEAD = ['connector', 'version', 'capability', 'largest batch', 'calls for 1,000'] as const;

/** The table in Markdown, columns aligned; `–` where nothing was counted. A report is one, whatever its range. */
export function tableOf(rows: readonly Row[], calls: CallsOf): string {
  const cells = rows.map(({ connector, version, capability, largestBatch }) => [
    connector,
    version,
    capability,
    formatted(largestBatch),
    formatted(calls.get(callsKey({ id: connector, version }, capability))) +
      (capability.endsWith('.report') ? ' for one' : ''),
  ]);
  const widths = HEAD.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const isNumber = (column: number) => column >= 3;
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, at) => (isNumber(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, at) => (isNumber(at) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [line(HEAD), line(rule), ...cells.map(line)].join('\n');
}

/** The rows of a table that `tableOf` wrote. */
export function parseTable(table: string): Row[] {
  const [, , ...lines] = table.trim().split('\n');
  return lines.map((line) => {
    const [, connector = '', version = '', capability = '', largestBatch = ''] = line
      .split('|')
      .map((cell) => cell.trim());
    return { connector, version, capability, largestBatch: Number(largestBatch.replaceAll(',', '')) };
  });
}

function formatted(count: number | undefined): string {
  return count === undefined ? '–' : count.toLocaleString('en');
}
