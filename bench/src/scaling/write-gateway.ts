import { createHash } from 'node:crypto';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Size } from './dimension.ts';
import type { GeneratedConnector } from './generated-connectors.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const POSTS = { id: 'posts', folder: join(ROOT, 'bench/connector-posts') };

export interface WrittenGateway {
  command: readonly string[];
  /** An API key for each tenant. */
  keys: readonly string[];
}

/** Writes the connectors and the configuration of a gateway, as it is started in production, into an empty folder. */
export async function writeGateway(
  folder: string,
  { connectors, tenants, workers }: Size,
  { port, upstream }: { port: number; upstream: string },
): Promise<WrittenGateway> {
  const connectorsDirectory = join(folder, 'connectors');
  await mkdir(join(connectorsDirectory, 'node_modules'), { recursive: true });
  // What a module imports is looked for in the folders above it.
  await symlink(join(ROOT, 'node_modules/@selvedge'), join(connectorsDirectory, 'node_modules/@selvedge'));
  await symlink(POSTS.folder, join(connectorsDirectory, POSTS.id));
  for (const connector of connectors) await writeConnector(join(connectorsDirectory, connector.id), connector);
  const ids = [POSTS.id, ...connectors.map(({ id }) => id)];
  const names = Array.from({ length: tenants }, (_, at) => `tenant-${at + 1}`);
  const keys = names.map((name) => `sv_${name}`);
  const connectionsOf = (tenant: string) =>
    Object.fromEntries(ids.map((id) => [id, { baseUrl: upstream, credential: { type: 'token', token: tenant } }]));
  const configuration = {
    mode: 'production',
    server: { host: '127.0.0.1', port, overload: { enabled: false }, logRequests: false },
    connectorsDirectory,
    connectors: Object.fromEntries(ids.map((id) => [id, { version: '^1.0.0' }])),
    clients: names.map((tenant, at) => ({ id: tenant, tenant, keyHash: hashOf(keys[at] ?? ''), scopes: ['*'] })),
    tenants: Object.fromEntries(names.map((tenant) => [tenant, { connections: connectionsOf(tenant) }])),
    cache: { enabled: false },
  };
  const file = join(folder, 'selvedge.json');
  await writeFile(file, JSON.stringify(configuration));
  const command = [process.execPath, join(ROOT, 'server/bin/selvedge.mjs'), 'start', '--config', file];
  return { command: workers === undefined ? command : [...command, '--workers', String(workers)], keys };
}

async function writeConnector(folder: string, { id, module }: GeneratedConnector): Promise<void> {
  const manifest = {
    name: `generated-${id}`,
    version: '1.0.0',
    type: 'module',
    exports: './index.js',
    selvedge: { connector: id, gateway: '^0.1.0', protocol: 1 },
  };
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'index.js'), module);
}

function hashOf(key: string): string {
  return `sha256:${createHash('sha256').update(key).digest('hex')}`;
}
