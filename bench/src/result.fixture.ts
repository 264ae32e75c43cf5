import type { Cell, Result, Row } from './result.ts';

/** A cell of one contender at so many requests a second, a figure a round. */
export function cellAt(contender: string, requestsPerSecond: readonly number[], over: Partial<Cell> = {}): Cell {
  const each = (value: number) => requestsPerSecond.map(() => value);
  return {
    contender,
    kind: 'peer',
    requestsPerSecond,
    cpuPerRequest: each(90),
    callsPerRequest: each(2),
    p50: each(1),
    p99: each(4.25),
    peakMegabytes: 100,
    foreign: each(0),
    failures: 0,
    firstWrong: null,
    ...over,
  };
}

export function rowOf(cells: readonly Cell[], over: Partial<Row> = {}): Row {
  return {
    name: 'Q1',
    at: '2026-01-02T03:04:05Z',
    version: 'a1b2c3d',
    connections: 32,
    latency: 0,
    cells,
    absent: [],
    ...over,
  };
}

export function resultOf(...rows: readonly Row[]): Result {
  const machine = '2 cores of a processor';
  return { node: '24.0.0', machine, rounds: 3, seconds: 1, isQuick: false, rows };
}
