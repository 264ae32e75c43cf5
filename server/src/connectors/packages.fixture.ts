import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** What a fake connector package says of itself; each part can be spoilt. */
export interface FakePackage {
  /** Folder below the directory, e.g. `node_modules/@acme/crm`. */
  at: string;
  name?: string;
  version?: string;
  /** The `selvedge` key of its package.json. */
  manifest?: unknown;
  exports?: unknown;
  /** Source of `index.js`; null for none. */
  code?: string | null;
}

/** Writes packages into a temporary folder that is gone after the test, and returns the folder. */
export async function packagesFolder(...packages: readonly FakePackage[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-connectors-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const { at, name, version, manifest, exports, code } of packages) {
    const packageJson = {
      name: name ?? '@acme/crm',
      version: version ?? '1.0.0',
      type: 'module',
      exports: exports === undefined ? './index.js' : exports,
      selvedge: manifest === undefined ? { connector: 'acme-crm', gateway: '^1.0.0', protocol: 1 } : manifest,
    };
    await writeInto(join(folder, at, 'package.json'), JSON.stringify(packageJson));
    if (code !== null) await writeInto(join(folder, at, 'index.js'), code ?? connectorCode());
  }
  return folder;
}

/** Source of a module that exports a connector; `overrides` is the source of properties put over the usual ones. */
export function connectorCode(overrides = ''): string {
  return `export default {
  id: 'acme-crm',
  baseUrl: 'https://api.acme.example',
  credential: { type: 'bearer' },
  classify: () => null,
  capabilities: { 'contact.byId': { maxBatch: 10, run: async (ids) => ids.map(() => null) } },
  ${overrides}
};
`;
}

export async function writeInto(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
