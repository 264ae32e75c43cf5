import { InvalidArgumentError } from 'commander';
import { MOST_WORKERS } from '../config/index.js';

/** How many workers: a number, or one for each processor. */
export type WorkerCount = number | 'auto';

/** Reads the option. Throws InvalidArgumentError. */
export function parseWorkerCount(text: string): WorkerCount {
  if (text === 'auto') return text;
  const count = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= MOST_WORKERS) return count;
  throw new InvalidArgumentError(`Expected auto or a whole number from 1 to ${MOST_WORKERS}.`);
}
