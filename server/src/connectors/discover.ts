import type { Dirent } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { type BrokenPackage, type FoundPackage, readManifest } from './manifest.js';

export interface Discovery {
  /** In the order of the directories, and by folder name within one. */
  found: readonly FoundPackage[];
  broken: readonly BrokenPackage[];
  /** Packages in a folder of connectors that do not say that they are one. */
  unmarked: readonly { directory: string }[];
}

/**
 * Finds the connector packages in folders: a `node_modules`, with its scopes, or a folder of connectors laid out as
 * `<name>/` or `<name>/<version>/`. A package that is reached twice, e.g. through a workspace's link, is found once.
 * A directory that does not exist holds none.
 */
export async function discoverPackages(directories: readonly string[]): Promise<Discovery> {
  const perDirectory = await Promise.all(directories.map((directory) => packagesIn(directory, DEEPEST)));
  const real = await Promise.all(perDirectory.flat().map((directory) => realpath(directory)));
  const manifests = await Promise.all(
    [...new Set(real)].map(async (directory) => ({
      directory,
      ...readManifest(await readPackageJson(directory), directory),
    })),
  );
  const ownFolders = directories.filter((directory) => basename(directory) !== 'node_modules');
  return {
    found: manifests.flatMap((manifest) => (manifest.kind === 'connector' ? [manifest.found] : [])),
    broken: manifests.flatMap((manifest) => (manifest.kind === 'broken' ? [manifest.broken] : [])),
    unmarked: manifests.flatMap(({ kind, directory }) =>
      kind === 'other' && ownFolders.some((folder) => isOwnPackage(folder, directory)) ? [{ directory }] : [],
    ),
  };
}

/** Whether a package lies in a folder of connectors and was not installed into it as something else's dependency. */
function isOwnPackage(folder: string, directory: string): boolean {
  const way = relative(folder, directory).split(sep);
  return !way.includes('..') && !way.includes('node_modules');
}

/** `@scope/name/version` */
const DEEPEST = 3;

/** Folders with a `package.json`; a folder without one is looked into. */
async function packagesIn(directory: string, levels: number): Promise<string[]> {
  const folders = (await entriesOf(directory))
    .filter((entry) => (entry.isDirectory() || entry.isSymbolicLink()) && !entry.name.startsWith('.'))
    .map(({ name }) => join(directory, name))
    .sort();
  const nested = await Promise.all(
    folders.map(async (folder) => {
      if (await isFile(join(folder, 'package.json'))) return [folder];
      return levels > 1 ? packagesIn(folder, levels - 1) : [];
    }),
  );
  return nested.flat();
}

async function entriesOf(directory: string): Promise<Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** A `package.json` that was removed meanwhile reads as one of no connector. */
async function readPackageJson(directory: string): Promise<string> {
  try {
    return await readFile(join(directory, 'package.json'), 'utf8');
  } catch (error) {
    if (isMissing(error)) return '{}';
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
