import { foreignTicks, TICK, ticksOf } from './process-usage.ts';
import { DISTURBED } from './result.ts';
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
