import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LoadResult, Stream } from '../support/open-loop.js';

export interface LoadOptions {
  streams: readonly Stream[];
  seconds: number;
}

export function failuresOf({ failed }: Pick<LoadResult, 'failed'>): number {
  return Object.values(failed).reduce((sum, count) => sum + count, 0);
}

/** Loads gateways from a process of its own, so that it shares no event loop with anything that is measured. */
export function runLoad(options: LoadOptions): Promise<LoadResult[]> {
  const child = fork(fileURLToPath(new URL('load-process.js', import.meta.url)));
  child.send(options);
  return new Promise((resolve, reject) => {
    child.once('message', (results) => resolve(results as LoadResult[]));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The load process ended with ${code} before it had a result.`)));
  });
}
