import { statSync } from 'node:fs';

/** Whether a file is there and no older than any of those it is made of. */
export function isUpToDate(path: string, inputs: readonly string[]): boolean {
  const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && inputs.every((input) => statSync(input).mtimeMs <= made);
}
