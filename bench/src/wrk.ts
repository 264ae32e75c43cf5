import { spawn, spawnSync } from 'node:child_process';

export interface Load {
  url: string;
  /** A script that sets method, headers and body; none asks with GET. */
  script?: string;
  connections: number;
  seconds: number;
  /** The core on which the load runs. */
  core: number;
}

export interface LoadReport {
  requests: number;
  requestsPerSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Answers of another status than 2xx and 3xx. */
  refused: number;
  /** Answers of a good status that are not what is expected; 0 where the script does not compare. */
  wrong: number;
  /** How the first of them begins; null when there was none. */
  firstWrong: string | null;
  socketErrors: number;
  /** Of mixed traffic: writes that were acknowledged, and answers that showed less than those before them; else 0. */
  writes: number;
  stale: number;
}

/** @throws Error that says how to get wrk, when it is missing */
export function requireWrk(): void {
  for (const [program, debianPackage] of [
    ['wrk', 'wrk'],
    ['taskset', 'util-linux'],
  ] as const) {
    if (spawnSync(program, ['--version']).error)
      throw new Error(
        `The benchmark needs ${program}, which this machine does not have. On Debian: apt-get install ${debianPackage}`,
      );
  }
}

/** Loads in a closed loop from one thread. */
export async function runWrk({ url, script, connections, seconds, core }: Load): Promise<LoadReport> {
  const named = script === undefined ? [] : ['-s', script];
  const load = ['wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '--latency', ...named, url];
  const child = spawn('taskset', ['-c', String(core), ...load], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk));
  await new Promise((resolve) => child.once('close', resolve));
  return parseWrk(text);
}

/** @throws Error when the text is not what wrk prints with `--latency` */
export function parseWrk(text: string): LoadReport {
  const requests = /(\d+) requests in/.exec(text)?.[1];
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(text)?.[1];
  const p50 = /^\s+50%\s+(\S+)/m.exec(text)?.[1];
  const p99 = /^\s+99%\s+(\S+)/m.exec(text)?.[1];
  if (requests === undefined || rate === undefined || p50 === undefined || p99 === undefined)
    throw new Error(`Expected a report of wrk with latencies, got: ${text.slice(0, 400)}`);
  const errors = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(text)?.slice(1) ?? [];
  return {
    requests: Number(requests),
    requestsPerSecond: Number(rate),
    p50: milliseconds(p50),
    p99: milliseconds(p99),
    refused: Number(/Non-2xx or 3xx responses: (\d+)/.exec(text)?.[1] ?? 0),
    wrong: Number(/^Wrong answers: (\d+)/m.exec(text)?.[1] ?? 0),
    firstWrong: /^First wrong answer: (.*)/m.exec(text)?.[1] ?? null,
    socketErrors: errors.reduce((sum, count) => sum + Number(count), 0),
    writes: Number(/^Writes: (\d+)/m.exec(text)?.[1] ?? 0),
    stale: Number(/^Stale answers: (\d+)/m.exec(text)?.[1] ?? 0),
  };
}

const UNITS: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, m: 60_000 };

function milliseconds(text: string): number {
  const [, figure, unit] = /^([\d.]+)(us|ms|s|m)$/.exec(text) ?? [];
  if (figure === undefined || unit === undefined) throw new Error(`Expected a time of wrk such as 1.20ms, got ${text}`);
  return Number(figure) * UNITS[unit]!;
}
