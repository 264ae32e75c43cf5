import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { z } from 'zod';
import type { GateResult } from '../../rollouts/model/index.js';
import { fingerprintOf } from '../fingerprint.js';
import type { LoadedConnector } from '../load.js';
import { passed, refused, unknown } from './gate.js';

/**
 * Whether the candidate's files are what was installed. npm checks a package's hash when it unpacks it and writes that down
 * beside `node_modules`; the hash is of the archive, so it cannot be taken again from the files. What can be checked is
 * that the version is the one npm wrote down, and that no file has changed since this process loaded it. Where npm wrote nothing down, as of a
 * folder or a link, there is nothing to compare with, and it is unknown.
 */
export async function integrityGate(candidate: LoadedConnector): Promise<GateResult> {
  const { directory, version, packageName, fingerprint } = candidate;
  const now = await fingerprintOf(directory);
  if (now !== fingerprint) {
    return refused(
      'integrity',
      `Expected the files of ${directory} as they were loaded (${fingerprint}), but they are ${now}. Install the package anew, then start the process anew.`,
    );
  }
  const files = `Its files are ${fingerprint}.`;
  const installed = await installedBy(directory);
  if (installed === null) {
    return unknown(
      'integrity',
      files,
      `npm has not written down how ${directory} was installed: nothing to compare with.`,
    );
  }
  if (installed.version !== version) {
    return refused(
      'integrity',
      `Expected ${packageName} ${installed.version ?? 'of some version'}, as npm installed it, but its package.json says ${version}. Install it anew.`,
    );
  }
  if (installed.integrity === undefined) {
    return unknown('integrity', files, 'npm installed it from a folder or a link, without a hash to check.');
  }
  return passed('integrity', files, `npm installed it from an archive with ${installed.integrity}.`);
}

const lockFile = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional(), integrity: z.string().optional() })),
});

/** What npm wrote down of the package; null when it lies in no `node_modules`, or npm knows nothing of it. */
async function installedBy(
  directory: string,
): Promise<{ version?: string | undefined; integrity?: string | undefined } | null> {
  const marker = `${sep}node_modules${sep}`;
  const at = directory.indexOf(marker);
  if (at === -1) return null;
  const root = directory.slice(0, at);
  const key = directory
    .slice(root.length + 1)
    .split(sep)
    .join('/');
  try {
    const text = await readFile(join(root, 'node_modules', '.package-lock.json'), 'utf8');
    return lockFile.parse(JSON.parse(text)).packages[key] ?? null;
  } catch {
    return null;
  }
}
