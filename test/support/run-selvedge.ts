import { execFile } from 'node:child_process';
import { ROOT, SELVEDGE } from './child-process.js';

export interface CommandResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a `selvedge` command to its end, with nothing of this process's environment but the path. */
export function runSelvedge(
  parameters: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  const path = process.env.PATH ?? '';
  return new Promise((resolve) => {
    const options = { cwd: ROOT, env: { PATH: path, NO_COLOR: '1', ...env } };
    const child = execFile(process.execPath, [SELVEDGE, ...parameters], options, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
