import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { StoreLocation } from './store-location.js';
import type { Task } from './store-tasks.fixture.js';

/** A process runs what is built. */
const program = fileURLToPath(new URL('../../dist/store/store-tasks.fixture.js', import.meta.url));

export interface StoreProcess {
  /** The next line that it writes; rejects when it ends without one. */
  nextLine(): Promise<string>;
  /** All lines from now on until it ends. */
  otherLines(): Promise<readonly string[]>;
  /** Its exit code; null when it was killed. */
  readonly ended: Promise<number | null>;
  kill(): void;
}

/** A process of its own that does something to a store. */
export function startProcess(task: Task, location: StoreLocation): StoreProcess {
  const child = spawn(process.execPath, ['--no-warnings', program, task, JSON.stringify(location)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async nextLine() {
      const { value, done } = await lines.next();
      if (done) throw new Error(`The process for "${task}" ended with ${await ended}.`);
      return value;
    },
    async otherLines() {
      const all: string[] = [];
      for await (const line of lines) all.push(line);
      return all;
    },
    ended,
    kill: () => child.kill('SIGKILL'),
  };
}
