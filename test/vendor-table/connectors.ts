import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connector } from '@selvedge/connector-api';

export interface ConnectorVersion {
  id: string;
  version: string;
  definition: Connector;
}

/** Every connector package of `<root>/plugins`, by id and version. Rejects for one that cannot be imported. */
export async function loadConnectors(root: string): Promise<ConnectorVersion[]> {
  const plugins = join(root, 'plugins');
  const manifests = await Promise.all(
    (await readdir(plugins)).map(
      async (name) => JSON.parse(await readFile(join(plugins, name, 'package.json'), 'utf8')) as Manifest,
    ),
  );
  const loaded = await Promise.all(
    manifests.flatMap(({ name, version, selvedge }) =>
      selvedge === undefined
        ? []
        : [import(name).then(({ default: definition }) => ({ id: selvedge.connector, version, definition }))],
    ),
  );
  return loaded.sort((one, other) => collator.compare(`${one.id} ${one.version}`, `${other.id} ${other.version}`));
}

interface Manifest {
  name: string;
  version: string;
  selvedge?: { connector: string };
}

const collator = new Intl.Collator('en', { numeric: true });
