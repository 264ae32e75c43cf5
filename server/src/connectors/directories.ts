import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Configuration } from '../config/index.js';

/**
 * Where connectors are looked for, nearest first: the configured folder, then each `node_modules` from the working
 * directory upwards, then each from the gateway's own package upwards.
 */
export function connectorDirectories(
  { connectorsDirectory }: Pick<Configuration, 'connectorsDirectory'>,
  workingDirectory: string,
): string[] {
  const own = fileURLToPath(new URL('.', import.meta.url));
  const modules = [...upwards(workingDirectory), ...upwards(own)].map((directory) => join(directory, 'node_modules'));
  return [...new Set([...(connectorsDirectory === undefined ? [] : [connectorsDirectory]), ...modules])];
}

function upwards(directory: string): string[] {
  const parent = dirname(directory);
  return parent === directory ? [directory] : [directory, ...upwards(parent)];
}
