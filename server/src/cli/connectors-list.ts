import { resolve } from 'node:path';
import { ConfigurationError, readConnectorsDirectory } from '../config/index.js';
import {
  ConnectorLoadError,
  connectorDirectories,
  discoverPackages,
  type FoundPackage,
  GATEWAY_VERSION,
  incompatibility,
  loadConnector,
  unmarkedAdvice,
} from '../connectors/index.js';
import { configurationFile } from './configuration-file.js';
import type { CommandContext, Terminal } from './context.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { table } from './table.js';

export interface ConnectorsListOptions {
  /** Configuration whose `connectorsDirectory` is looked in as well; default as for the other commands. */
  config?: string;
  /** Folder of connectors to look in instead. */
  directory?: string;
  json?: boolean;
}

/** Lists every connector package found, in use or not; fails when one cannot be read. */
export async function connectorsList(options: ConnectorsListOptions, { terminal }: CommandContext): Promise<ExitCode> {
  const connectorsDirectory = await directoryOf(options, terminal);
  const directories = connectorDirectories(
    connectorsDirectory === null ? {} : { connectorsDirectory },
    terminal.workingDirectory,
  );
  const { found, broken, unmarked } = await discoverPackages(directories);
  const tried = await Promise.all(found.map(async (each) => ({ ...each, unusable: await whyUnusable(each) })));
  const connectors = tried.sort(
    (a, b) => a.id.localeCompare(b.id) || a.version.localeCompare(b.version, 'en', { numeric: true }),
  );
  if (options.json) {
    terminal.out(`${JSON.stringify({ gateway: GATEWAY_VERSION, connectors, unreadable: broken }, null, 2)}\n`);
  } else {
    const rows = connectors.map((each) => [
      each.id,
      each.version,
      each.packageName,
      each.unusable === null ? 'yes' : `no: ${each.unusable}`,
      each.directory,
    ]);
    const heading = ['CONNECTOR', 'VERSION', 'PACKAGE', 'USABLE', 'FOLDER'];
    terminal.out(rows.length === 0 ? 'No connector was found.\n' : table([heading, ...rows]));
    for (const { directory } of unmarked)
      terminal.err(`No connector: ${directory}: ${unmarkedAdvice(GATEWAY_VERSION)}\n`);
    for (const { directory, problem } of broken) terminal.err(`Not read: ${directory}: ${problem}\n`);
  }
  return broken.length === 0 ? EXIT.ok : EXIT.failed;
}

/** The folder that was asked for, else the configured one; null where there is neither. */
async function directoryOf({ directory, config }: ConnectorsListOptions, terminal: Terminal): Promise<string | null> {
  if (directory !== undefined) return resolve(terminal.workingDirectory, directory);
  try {
    return await readConnectorsDirectory(configurationFile(config, terminal), terminal.env);
  } catch (error) {
    const asked = config !== undefined || Boolean(terminal.env.SELVEDGE_CONFIG);
    if (!asked && error instanceof ConfigurationError && error.code === 'CONFIG_NOT_FOUND') return null;
    throw error;
  }
}

/** Why a package cannot be used by this gateway, found out by loading it; null when it can. */
async function whyUnusable(found: FoundPackage): Promise<string | null> {
  const reason = incompatibility(found, GATEWAY_VERSION);
  if (reason !== null) return reason;
  try {
    await loadConnector(found);
    return null;
  } catch (error) {
    if (error instanceof ConnectorLoadError) return error.reason;
    throw error;
  }
}
