import type { Contender, RowName } from './contender.ts';

/** One contender in one row: one figure for each round. */
export interface Cell {
  contender: string;
  kind: Contender['kind'];
  requestsPerSecond: readonly number[];
  /** Microseconds of the server's processor time for each request. */
  cpuPerRequest: readonly number[];
  /** Calls of the upstream for each request. */
  callsPerRequest: readonly number[];
  /** Milliseconds. */
  p50: readonly number[];
  p99: readonly number[];
  peakMegabytes: number;
  /** Shares of a core that other people's processes took, one a round; see {@link DISTURBED}. */
  foreign: readonly number[];
  /** Answers that were not what is expected, and sockets that failed. With any, the figures are no measurement. */
  failures: number;
  /** How the first wrong answer began; null when none was. */
  firstWrong: string | null;
  /** Of mixed traffic alone, all turns together. */
  mixed?: {
    /** Writes that were acknowledged. */
    writes: number;
    /** Answers that showed less than a write that was acknowledged before they were asked for. */
    stale: number;
  };
}

/** Share of a core that other people's processes may take while a turn lasts. */
export const DISTURBED = 0.06;

/** Slices in which a contender that a goal compares takes its turn. */
export const SLICES = 7;

/** Whether the figures of a cell are a measurement: every answer was what is expected. */
export function isValid({ failures }: Cell): boolean {
  return failures === 0;
}

/** Turns of a cell that were disturbed each time they were taken. */
export function disturbedTurns({ foreign }: Cell): number {
  return foreign.filter((share) => share > DISTURBED).length;
}

export interface Row {
  name: RowName;
  /** ISO 8601 */
  at: string;
  /** The gateway's, for people; see `measuredVersion`. */
  version: string;
  connections: number;
  /** Milliseconds after which the upstream answers. */
  latency: number;
  /** Nanoseconds of a look-up in memory before each round; see `createLookUpClock`. Rows of before it was measured have none. */
  lookUp?: readonly number[];
  cells: readonly Cell[];
  /** Contenders that could not be measured, each with the reason. */
  absent: readonly { contender: string; reason: string }[];
}

export interface Result {
  node: string;
  machine: string;
  rounds: number;
  seconds: number;
  isQuick: boolean;
  rows: readonly Row[];
}
