import { readFile } from 'node:fs/promises';
import { pathText, type SettingPath, settingPositions } from '../config/index.js';

/** A problem of a configuration as it is told. */
export interface LocatedProblem {
  code: string;
  /** Setting, e.g. `connectors.hubspot.version`; empty for the file as a whole. */
  path: string;
  /** Counted from 1; null where the problem is the whole file. */
  position: { line: number; column: number } | null;
  message: string;
}

/** Finds the lines of settings that turned out wrong only after the configuration had been read. */
export async function locate(
  file: string,
  problems: readonly { code: string; path: SettingPath; message: string }[],
): Promise<LocatedProblem[]> {
  // The file may have gone since; its problems have not.
  const positions = settingPositions(await readFile(file, 'utf8').catch(() => ''));
  return problems.map(({ code, path, message }) => ({
    code,
    path: pathText(path),
    position: positions?.ofValue(path) ?? null,
    message,
  }));
}
