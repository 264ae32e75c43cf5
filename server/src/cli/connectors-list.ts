import { resolve } from 'node:path';
import { connectorDirectories, discoverPackages, GATEWAY_VERSION, incompatibility } from '../connectors/index.js';
import type { CommandContext } from './context.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { table } from './table.js';

export interface ConnectorsListOptions {
  /** Folder of connectors to look in as well. */
  directory?: string;
  json?: boolean;
}

/** Lists every connector package found, in use or not; fails when one cannot be read. */
export async function connectorsList(
  { directory, json }: ConnectorsListOptions,
  { terminal }: CommandContext,
): Promise<ExitCode> {
  const configured =
    directory === undefined ? {} : { connectorsDirectory: resolve(terminal.workingDirectory, directory) };
  const { found, broken } = await discoverPackages(connectorDirectories(configured, terminal.workingDirectory));
  const connectors = found
    .map((each) => ({ ...each, incompatibility: incompatibility(each, GATEWAY_VERSION) }))
    .sort((a, b) => a.id.localeCompare(b.id) || a.version.localeCompare(b.version, 'en', { numeric: true }));
  if (json) {
    terminal.out(`${JSON.stringify({ gateway: GATEWAY_VERSION, connectors, unreadable: broken }, null, 2)}\n`);
  } else {
    const rows = connectors.map((each) => [
      each.id,
      each.version,
      each.packageName,
      each.incompatibility === null ? 'yes' : `no: ${each.incompatibility}`,
      each.directory,
    ]);
    const heading = ['CONNECTOR', 'VERSION', 'PACKAGE', 'USABLE', 'FOLDER'];
    terminal.out(rows.length === 0 ? 'No connector was found.\n' : table([heading, ...rows]));
    for (const { directory, problem } of broken) terminal.err(`Not read: ${directory}: ${problem}\n`);
  }
  return broken.length === 0 ? EXIT.ok : EXIT.failed;
}
