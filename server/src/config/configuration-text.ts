import { readFile } from 'node:fs/promises';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.js';

/** The text of a configuration file. Rejects with a ConfigurationError when it cannot be read. */
export async function configurationText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigurationError(file, [unreadable(error)]);
  }
}

function unreadable(error: unknown): ConfigurationProblem {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') {
    const message = 'expected a configuration file here, but there is none; name another with --config';
    return { code: 'CONFIG_NOT_FOUND', path: '', position: null, message };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return { code: 'CONFIG_UNREADABLE', path: '', position: null, message: `cannot be read: ${reason}` };
}
