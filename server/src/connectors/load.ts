import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Connector } from '@selvedge/connector-api';
import { readDefinition } from './definition.js';
import { entryOf } from './entry.js';
import { type ConnectorLoadCode, ConnectorLoadError } from './errors.js';
import { fingerprintOf } from './fingerprint.js';
import type { FoundPackage } from './manifest.js';

/** One version of a connector, ready for use. */
export interface LoadedConnector {
  id: string;
  /** Exact version. */
  version: string;
  packageName: string;
  directory: string;
  definition: Connector;
  /** Of its files when this process first loaded it; see `fingerprintOf`. */
  fingerprint: string;
}

/** By directory: what this process has loaded. Node keeps a module for ever, so another package in its place is not seen. */
const loadedFrom = new Map<string, { version: string; fingerprint: string }>();

/** Conditions under which Node itself resolves an `import`. */
const IMPORT_CONDITIONS = ['node', 'import', 'module-sync', 'node-addons'];

/**
 * Imports a connector package and checks what it exports. Rejects with a ConnectorLoadError.
 * `conditions`: export conditions besides Node's own, for packages run from their sources.
 */
export async function loadConnector(found: FoundPackage, conditions: readonly string[] = []): Promise<LoadedConnector> {
  const { id, version, packageName, directory } = found;
  const entry = await entryFile(found, conditions);
  const fingerprint = await fingerprintOf(directory);
  const before = loadedFrom.get(directory);
  if (before !== undefined && before.fingerprint !== fingerprint) {
    const message = `expected its files as they were when this process loaded ${before.version} from them, but they have changed; install versions in folders of their own, or start the process anew (workers are, on SIGHUP)`;
    throw failure(found, 'CONNECTOR_CHANGED_ON_DISK', message);
  }
  loadedFrom.set(directory, { version, fingerprint });
  const exported = await importDefault(found, entry);
  const read = readDefinition(exported, id);
  if (!read.ok) throw failure(found, read.code, read.message);
  return { id, version, packageName, directory, definition: read.definition, fingerprint };
}

async function entryFile(found: FoundPackage, conditions: readonly string[]): Promise<string> {
  const packageJson: unknown = JSON.parse(await readFile(join(found.directory, 'package.json'), 'utf8'));
  const entry = entryOf(packageJson, new Set([...IMPORT_CONDITIONS, ...conditions]));
  if (entry === null) {
    const message = 'expected its package.json to name an entry in "exports", but there is none for "."';
    throw failure(found, 'CONNECTOR_ENTRY_MISSING', message);
  }
  const file = join(found.directory, entry);
  try {
    await access(file);
  } catch {
    const message = `expected its entry at ${file}, but there is no such file; build the package, or install it anew`;
    throw failure(found, 'CONNECTOR_ENTRY_MISSING', message);
  }
  return file;
}

async function importDefault(found: FoundPackage, file: string): Promise<unknown> {
  try {
    const module: { default?: unknown } = await import(pathToFileURL(file).href);
    return module.default;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw failure(found, 'CONNECTOR_IMPORT_FAILED', `expected to import ${file}, but it failed: ${reason}`, { cause });
  }
}

function failure(
  { id, version, packageName, directory }: FoundPackage,
  code: ConnectorLoadCode,
  message: string,
  options?: ErrorOptions,
): ConnectorLoadError {
  // What a package threw may end its sentence itself.
  const reason = message.replace(/\.+$/, '');
  return new ConnectorLoadError(
    code,
    id,
    `Connector "${id}" ${version} (${packageName} in ${directory}): ${reason}.`,
    reason,
    options,
  );
}
