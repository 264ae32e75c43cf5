import { foreignTicks, TICK, ticksOf } from './process-usage.ts';
import { DISTURBED } from './result.ts';
import { median } from './statistics.ts';
import type { LoadReport } from './wrk.ts';

/** What one contender did in one turn. */
export interface Turn {
  report: LoadReport;
  /** Microseconds of the server's processor time. */
  cpuPerRequest: number;
  callsPerRequest: number;
  /** Share of a core that other people's processes took. */
  foreign: number;
}

export interface TurnOptions {
  /** Of the server. */
  pid: number;
  seconds: number;
  load: () => Promise<LoadReport>;
  /** Calls that the upstream has answered so far. */
  calls: () => Promise<number>;
}

const MOST_TRIES = 3;

/** One turn, again where other processes had too much of the machine; the last try counts, however it was. */
export async function quietTurn(options: TurnOptions): Promise<Turn> {
  for (let tries = 1; ; tries++) {
    const turn = await takeTurn(options);
    if (turn.foreign <= DISTURBED || tries === MOST_TRIES || failuresOf(turn.report) > 0) return turn;
  }
}

/** Slices of one turn as a turn: their median, with all that was counted. */
export function joined(slices: readonly Turn[]): Turn {
  const reports = slices.map(({ report }) => report);
  const middle = (figure: (turn: Turn) => number) => median(slices.map(figure));
  const total = (figure: (report: LoadReport) => number) => reports.reduce((sum, each) => sum + figure(each), 0);
  return {
    report: {
      requests: total(({ requests }) => requests),
      requestsPerSecond: middle(({ report }) => report.requestsPerSecond),
      p50: middle(({ report }) => report.p50),
      p99: middle(({ report }) => report.p99),
      refused: total(({ refused }) => refused),
      wrong: total(({ wrong }) => wrong),
      firstWrong: reports.find(({ firstWrong }) => firstWrong !== null)?.firstWrong ?? null,
      socketErrors: total(({ socketErrors }) => socketErrors),
      writes: total(({ writes }) => writes),
      stale: total(({ stale }) => stale),
    },
    cpuPerRequest: middle(({ cpuPerRequest }) => cpuPerRequest),
    callsPerRequest: middle(({ callsPerRequest }) => callsPerRequest),
    foreign: middle(({ foreign }) => foreign),
  };
}

/** Requests that were not answered as expected. */
export function failuresOf({ refused, wrong, socketErrors }: LoadReport): number {
  return refused + wrong + socketErrors;
}

async function takeTurn({ pid, seconds, load, calls }: TurnOptions): Promise<Turn> {
  const [foreignBefore, cpuBefore, callsBefore] = [foreignTicks(), ticksOf(pid), await calls()];
  const report = await load();
  return {
    report,
    cpuPerRequest: ((ticksOf(pid) - cpuBefore) * TICK) / report.requests,
    callsPerRequest: ((await calls()) - callsBefore) / report.requests,
    foreign: ((foreignTicks() - foreignBefore) * TICK) / 1_000_000 / seconds,
  };
}
