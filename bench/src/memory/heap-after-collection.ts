import { readFile, rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PROBE = fileURLToPath(new URL('../../../test/dist/faults/heap-probe.js', import.meta.url));
/** Longest that a loaded process takes to collect its garbage, milliseconds. */
const LONGEST_MS = 10_000;

/** What a process is to be started with, so that it tells its heap in a file when asked. */
export function heapProbe(file: string): Readonly<Record<string, string>> {
  return { NODE_OPTIONS: `--import=${PROBE}`, FAULTS_HEAP: file };
}

/**
 * Megabytes of heap in use when all garbage has been collected.
 * @throws Error when the process does not tell in time
 */
export async function heapAfterCollection(pid: number, file: string): Promise<number> {
  await rm(file, { force: true });
  process.kill(pid, 'SIGUSR2');
  for (const until = performance.now() + LONGEST_MS; performance.now() < until; ) {
    const bytes = Number(await readFile(file, 'utf8').catch(() => ''));
    if (bytes > 0) return bytes / 1_048_576;
    await wait(20);
  }
  throw new Error(`Expected process ${pid} to tell its heap within ${LONGEST_MS} ms, but it did not`);
}
