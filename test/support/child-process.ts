import { type ChildProcess, spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';

export interface ChildOptions {
  command: string;
  parameters: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** Hears every line that it writes. */
  onLine?: (line: string) => void;
}

export interface Child {
  pid: number;
  /** The end of what it has written, standard output and error together. */
  output(): string;
  /** Resolves with the match of a pattern in what it writes; rejects when it ends or stays silent for long. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  isRunning(): boolean;
  signal(name: NodeJS.Signals): void;
  /**
   * Ends it by a signal, SIGTERM by default, and kills it when it does not end in time. Resolves with its exit code, null
   * where a signal ended it.
   */
  stop(name?: NodeJS.Signals): Promise<number | null>;
}

/** The folder of the server; found by its name, since this runs both as it is written and built. */
const SERVER = realpathSync(dirname(findPackageJSON('@selvedge/server', import.meta.url) as string));
/** The command, which runs what is built. */
export const SELVEDGE = join(SERVER, 'bin/selvedge.mjs');
/** The folder of the whole project. */
export const ROOT = dirname(SERVER);

const KEPT_CHARACTERS = 64 * 1_024;
const PATIENCE_MS = 30_000;

/** A process of its own, with nothing of this one's environment but the path. */
export function startChild({ command, parameters, env = {}, onLine }: ChildOptions): Child {
  const path = process.env.PATH ?? '';
  const child: ChildProcess = spawn(command, [...parameters], {
    cwd: ROOT,
    env: { PATH: path, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const listeners = new Set<() => void>();
  const hear = (): ((chunk: Buffer) => void) => {
    let rest = '';
    return (chunk) => {
      const text = chunk.toString();
      output = (output + text).slice(-KEPT_CHARACTERS);
      for (const listener of listeners) listener();
      if (onLine === undefined) return;
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    };
  };
  child.stdout?.on('data', hear());
  child.stderr?.on('data', hear());
  let running = true;
  const exited: Child['exited'] = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      running = false;
      for (const listener of listeners) listener();
      resolve({ code, signal });
    });
  });
  exited.catch(() => {});
  const name = [command, ...parameters].map((part) => part.split('/').at(-1)).join(' ');

  return {
    pid: child.pid ?? 0,
    output: () => output,
    said(pattern) {
      return new Promise((resolve, reject) => {
        const settle = (result: RegExpExecArray | Error): void => {
          clearTimeout(clock);
          listeners.delete(look);
          if (result instanceof Error) reject(result);
          else resolve(result);
        };
        const look = (): void => {
          const match = pattern.exec(output);
          if (match !== null) settle(match);
          else if (!running) settle(new Error(`${name} ended before it said ${pattern}:\n${output}`));
        };
        const tooLate = () => settle(new Error(`${name} did not say ${pattern} within ${PATIENCE_MS} ms:\n${output}`));
        const clock = setTimeout(tooLate, PATIENCE_MS);
        listeners.add(look);
        look();
      });
    },
    exited,
    isRunning: () => running,
    signal: (signalName) => void child.kill(signalName),
    async stop(signalName = 'SIGTERM') {
      if (running) child.kill(signalName);
      const clock = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      const { code } = await exited;
      clearTimeout(clock);
      return code;
    },
  };
}
