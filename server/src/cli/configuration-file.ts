import { resolve } from 'node:path';
import type { Terminal } from './context.js';

export const CONFIG_OPTION = '-c, --config <file>';
export const CONFIG_DESCRIPTION = 'configuration file (default: $SELVEDGE_CONFIG, else selvedge.yaml)';

/** The configuration that was asked for, as an absolute path. */
export function configurationFile(option: string | undefined, { env, workingDirectory }: Terminal): string {
  return resolve(workingDirectory, option ?? (env.SELVEDGE_CONFIG || 'selvedge.yaml'));
}
